// Hover or focus on a mark or on a card lights the other.
import { hideNames, showNames } from "./names.js";
import { cardOf, cards, idsAt, segments, text } from "./page.js";

let lit = [];

function light(ids) {
  if (ids.length === lit.length && ids.every((id, at) => id === lit[at])) return;
  for (const id of lit) for (const part of [cardOf(id), ...segments(id)]) part?.classList.remove("lit");
  lit = ids;
  for (const id of lit) for (const part of [cardOf(id), ...segments(id)]) part?.classList.add("lit");
}

/** Light again what is under the pointer or has the focus, after marks or cards were exchanged. */
export function relight() {
  for (const part of document.querySelectorAll(".lit")) part.classList.remove("lit");
  lit = [];
}

function cardIds(event) {
  const card = event.target.closest(".card");
  return card ? [card.dataset.annotation] : [];
}

/** What has the focus stays lit when the pointer goes. */
function atFocus() {
  const focused = document.activeElement;
  const card = focused?.closest(".card");
  return card ? [card.dataset.annotation] : text.contains(focused) ? idsAt(focused) : [];
}

export function listenToPointing() {
  text.addEventListener("pointerover", (event) => {
    const ids = idsAt(event.target);
    light(ids.length ? ids : atFocus());
    if (ids.length && event.pointerType === "mouse" && !event.buttons) showNames(event.target, ids);
    else hideNames();
  });
  cards.addEventListener("pointerover", (event) => light(cardIds(event)));
  for (const part of [text, cards]) {
    part.addEventListener("pointerleave", () => {
      light(atFocus());
      hideNames();
    });
    part.addEventListener("focusout", () => {
      light([]);
      hideNames();
    });
  }
  text.addEventListener("focusin", (event) => {
    const ids = idsAt(event.target);
    light(ids);
    if (ids.length) showNames(event.target, ids);
  });
  cards.addEventListener("focusin", (event) => light(cardIds(event)));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hideNames();
  });
}
