// The cards in their order: of the whole article, whose passage is lost, then as in the text.
import { cards, cardOf } from "./page.js";

const groups = { whole: 0, lost: 1, passage: 2 };

function rank(card) {
  const { group, start, end, annotation } = card.dataset;
  return [groups[group], Number(start || 0), -Number(end || 0), Number(annotation)];
}

function compare(left, right) {
  const at = left.findIndex((value, place) => value !== right[place]);
  return at < 0 ? 0 : left[at] - right[at];
}

function all() {
  return [...cards.querySelectorAll(":scope > .card")];
}

/** Put cards, which are in order, where they belong, each in place of its own former state. */
export function put(fresh) {
  const [focused] = fresh.filter((card) => cardOf(card.dataset.annotation)?.contains(document.activeElement));
  for (const card of fresh) cardOf(card.dataset.annotation)?.remove();
  const standing = all().map((card) => [card, rank(card)]);
  const heads = [...cards.querySelectorAll(":scope > [data-group-head]")];
  let at = 0;
  for (const card of fresh) {
    const own = rank(card);
    while (at < standing.length && compare(standing[at][1], own) < 0) at += 1;
    const next = standing[at]?.[0];
    const place = next?.dataset.group === card.dataset.group ? next : heads[own[0] + 1];
    cards.insertBefore(card, place ?? null);
  }
  if (!focused) return;
  focused.tabIndex = -1;
  focused.focus({ preventScroll: true });
}

/** Put right what has just come, by ids, and what has another passage by now. */
export function arrange(ids) {
  const ordered = all().map((card) => [card, rank(card)]);
  const misplaced = [];
  let last = null;
  for (const [card, own] of ordered) {
    if (ids.includes(own.at(-1)) || (last && compare(own, last) < 0)) misplaced.push([card, own]);
    else last = own;
  }
  put(misplaced.sort(([, one], [, other]) => compare(one, other)).map(([card]) => card));
}
