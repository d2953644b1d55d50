// The cards in their order: of the whole article, whose passage is lost, then as in the text.
import { cards, cardOf } from "./page.js";

const groups = { whole: 0, lost: 1, passage: 2 };

function rank(card) {
  const { group, start, end, annotation } = card.dataset;
  return [groups[group], Number(start || 0), -Number(end || 0), Number(annotation)];
}

function precedes(one, other) {
  const [left, right] = [rank(one), rank(other)];
  const at = left.findIndex((value, place) => value !== right[place]);
  return at >= 0 && left[at] < right[at];
}

function all() {
  return [...cards.querySelectorAll(":scope > .card")];
}

/** Put a card where it belongs, in place of the one that it is a newer state of. */
export function put(card) {
  const old = cardOf(card.dataset.annotation);
  const after = all().find((one) => one !== old && precedes(card, one));
  old?.remove();
  const group = cards.querySelector(`:scope > [data-group-head=${card.dataset.group}]`);
  const heads = [...cards.querySelectorAll(":scope > [data-group-head]")];
  const next = after?.dataset.group === card.dataset.group ? after : heads[heads.indexOf(group) + 1];
  cards.insertBefore(card, next ?? null);
}

/** Put right what was inserted elsewhere or has another passage by now. */
export function arrange() {
  const focused = document.activeElement;
  let last = null;
  for (const card of all()) {
    if (last && precedes(card, last)) put(card);
    else last = card;
  }
  if (focused !== document.activeElement) focused.focus({ preventScroll: true });
}
