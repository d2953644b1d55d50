// The annotation that the reader is at: its card and its mark stand out, the others make way.
import { layOut } from "./layout.js";
import { load } from "./loading.js";
import { cardOf, cards, segments, text, wide } from "./page.js";

let current = null;
let isSheet = false; // on a narrow screen its card comes to the text, for it stands far below
let asked = 0;

/** The id of the active annotation, or null. */
export function active() {
  return current;
}

function show() {
  for (const old of document.querySelectorAll(".card.active, [data-article-text] .active")) {
    old.classList.remove("active", "sheet");
    old.removeAttribute("aria-current");
  }
  if (current === null) return;
  for (const segment of segments(current)) segment.classList.add("active");
  const card = cardOf(current);
  card?.classList.add("active");
  card?.classList.toggle("sheet", isSheet && !wide.matches);
  card?.setAttribute("aria-current", "true");
}

function announce() {
  document.dispatchEvent(new CustomEvent("annotation-active", { detail: { id: current } }));
}

/** Show the active one again after cards or marks were exchanged. */
export function reactivate() {
  if (current !== null && !cardOf(current) && !segments(current).length) current = null;
  show();
  announce();
}

/**
 * Make an annotation the active one, its card fetched if need be. `focus` moves to the card;
 * `from` says what was chosen: what is not ("mark" or "card") is scrolled to, "both" with "keys".
 */
export async function activate(id, { focus = false, from = "card" } = {}) {
  const number = (asked += 1);
  if (!cardOf(id)) await load([id]).catch(() => {});
  if (number !== asked) return;
  current = id;
  isSheet = from !== "card" && segments(id).length > 0;
  show();
  const card = cardOf(id);
  layOut();
  if (focus && card) {
    card.tabIndex = -1;
    card.focus({ preventScroll: true });
  }
  if (from !== "mark") segments(id)[0]?.scrollIntoView({ block: isSeen(segments(id)[0]) ? "nearest" : "center" });
  if (from !== "card" && !card?.matches(".sheet")) card?.scrollIntoView({ block: "nearest" });
  announce();
}

function isSeen(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

function deactivate() {
  if (current === null) return;
  asked += 1;
  const [left, hadFocus] = [current, cardOf(current)?.contains(document.activeElement)];
  current = null;
  show();
  layOut();
  announce();
  if (hadFocus && !wide.matches) focusMark(left);
}

/** Move the focus to an annotation's mark, which is no stop of the Tab key. */
function focusMark(id) {
  const [mark] = segments(id);
  if (!mark) return false;
  mark.tabIndex = -1;
  mark.focus();
  return true;
}

/** What presses in the column of cards do: the one pressed becomes active. */
export function listenToCards() {
  cards.addEventListener("click", (event) => {
    const card = event.target.closest(".card");
    const link = event.target.closest("a[href^='#mark-']");
    if (link && focusMark(card.dataset.annotation)) event.preventDefault();
    if (event.target.closest("[data-close]")) deactivate();
    else if (card && card.dataset.annotation !== current) {
      activate(card.dataset.annotation, { from: link || card.matches(".sheet") ? "mark" : "card" });
    }
  });
  cards.addEventListener("focusin", (event) => {
    const card = event.target.closest(".card");
    if (card && event.target !== card && event.target.matches(":focus-visible") && card.dataset.annotation !== current) {
      activate(card.dataset.annotation, { from: card.matches(".sheet") ? "mark" : "card" });
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || current === null) return;
    if (event.target.closest("dialog, [popover], [data-bar], [data-edit-form]")) return;
    const id = cardOf(current)?.contains(document.activeElement) ? current : null;
    deactivate();
    if (id !== null) focusMark(id);
  });
  document.addEventListener("click", (event) => {
    // Its way tells where it was, also when it took away what was clicked.
    const way = event.composedPath().filter((one) => one instanceof Element);
    if (way.some((one) => one.matches(".card, [data-handles], [data-bar], .notices, [popover], dialog"))) return;
    if (!text.contains(event.target) || !event.target.closest("[data-annotations]")) deactivate();
  });
}
