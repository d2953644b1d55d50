// What the page of an article has of its annotations: the text, its marks, their cards.
import { Words } from "../annotating/words.js";
import { TextPositions } from "../positions.js";

export const article = document.querySelector("[data-article]");
export const text = article?.querySelector("[data-article-text]");
export const cards = document.querySelector("[data-cards]");
export const wide = matchMedia("(min-width: 64rem)");

let index = null; // annotation id → its segments; ids in the order of the text

function read() {
  index = new Map();
  for (const segment of text.querySelectorAll("[data-annotations]")) {
    for (const id of segment.dataset.annotations.split(" ")) {
      const known = index.get(id);
      if (known) known.push(segment);
      else index.set(id, [segment]);
    }
  }
  return index;
}

/** The marks of the text: annotation id → segments, in the order in which annotations begin. */
export function marks() {
  return index ?? read();
}

/** The text's marks have changed. */
export function forget() {
  index = null;
}

/** The segments of one annotation, in order; none when it is not marked. */
export function segments(id) {
  return marks().get(id) ?? [];
}

export function cardOf(id) {
  return document.getElementById(`card-${id}`)?.closest(".card") ?? null;
}

/** The annotations that cover a place of the text, in the order in which they begin. */
export function idsAt(element) {
  return element.closest?.("[data-annotations]")?.dataset.annotations.split(" ") ?? [];
}

let places = null;

/** The text's positions and its words; made when they are first asked for. */
export function reading() {
  if (!places) {
    const positions = new TextPositions(text);
    places = { positions, words: new Words(positions, text) };
  }
  return places;
}

/** An address with the page's own filters and further parameters. */
export function address(base, pairs = []) {
  const url = new URL(base, location.href);
  for (const pair of [...new URLSearchParams(location.search), ...pairs]) url.searchParams.append(...pair);
  return url;
}

/** Whether the reader is at something that must not be taken away: a selection, a bar, a handle. */
export function isBusy() {
  const selection = getSelection();
  if (!selection.isCollapsed && text.contains(selection.anchorNode)) return true;
  const focused = document.activeElement;
  if (focused !== text && text.contains(focused)) return true;
  return Boolean(focused?.closest("[data-handles]") || document.querySelector("[data-bar]:not([hidden])"));
}
