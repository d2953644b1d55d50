// Cards come when their marks come into view or are asked for, never a thousand at once.
import { watch, layOut } from "./layout.js";
import { put } from "./order.js";
import { address, article, cardOf, cards, marks, text } from "./page.js";

const BATCH = 30;
const CROWD = 20; // cards of one view: no more have room; the others come when they are asked for
const MOST = 100;
const PAUSE = 120;

const coming = new Map(); // id → promise of its batch
const inView = new Set();
const seen = new WeakSet();
let timer = 0;

const observer = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    const id = target.id.slice("mark-".length);
    if (isIntersecting) inView.add(id);
    else inView.delete(id);
  }
  clearTimeout(timer);
  timer = setTimeout(fill, PAUSE);
});

/** Watch the marks that are new to the page, and tell each which card is about it, if there is one. */
export function observe() {
  for (const mark of text.querySelectorAll("[id^=mark-]")) {
    if (seen.has(mark)) continue;
    seen.add(mark);
    observer.observe(mark);
  }
  relate();
}

function relate() {
  for (const mark of text.querySelectorAll("[id^=mark-]")) {
    const card = cardOf(mark.id.slice("mark-".length));
    if (card) mark.setAttribute("aria-details", card.id);
    else mark.removeAttribute("aria-details");
  }
  const missing = [...marks().keys()].filter((id) => !cardOf(id)).length;
  const more = document.querySelector("[data-more-cards]");
  if (more) more.hidden = !missing;
}

function fill() {
  const order = [...marks().keys()];
  const seen = order.filter((id) => inView.has(id));
  const absent = seen.filter((id) => !cardOf(id) && !coming.has(id));
  const room = Math.min(CROWD - (seen.length - absent.length), absent.length);
  // Of too many those that are spread over what is seen.
  if (room > 0) load(Array.from({ length: room }, (_, at) => absent[Math.floor((at * absent.length) / room)])).catch(() => {});
}

/** Have the cards of these annotations on the page; resolves when all that exist are. */
export async function load(ids) {
  const absent = ids.filter((id) => !cardOf(id) && !coming.has(id));
  for (let at = 0; at < absent.length; at += BATCH) {
    const batch = absent.slice(at, at + BATCH);
    const promise = fetchCards(batch).finally(() => batch.forEach((id) => coming.delete(id)));
    for (const id of batch) coming.set(id, promise);
  }
  await Promise.all(new Set(ids.map((id) => coming.get(id)).filter(Boolean)));
}

/** Fetch cards, also those that are there, in their present state; not those in which one writes. */
export async function fetchCards(ids) {
  const url = address(article.dataset.cardsUrl, ids.map((id) => ["id", id]));
  const answer = await fetch(url, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(`The cards did not come (${answer.status}).`);
  const made = document.createElement("template");
  made.innerHTML = await answer.text();
  trim(new Set(ids), made.content.childElementCount);
  put([...made.content.children].filter((card) => !isWrittenIn(cardOf(card.dataset.annotation))));
  watch();
  relate();
  layOut();
}

/** Whether a form is open in a card; it is told that its own state is an old one. */
export function isWrittenIn(card) {
  const isWritten = Boolean(card?.querySelector("[data-edit-form], details[open]"));
  if (isWritten) card.dataset.stale = "";
  return isWritten;
}

/** Take away those cards that are farthest from what is seen when there would be too many. */
function trim(fresh, added) {
  const all = [...cards.querySelectorAll(":scope > .card")];
  const surplus = all.length + added - MOST;
  if (surplus <= 0) return;
  const order = new Map([...marks().keys()].map((id, place) => [id, place]));
  const middle = order.get([...inView].find((id) => order.has(id)) ?? [...fresh][0]) ?? 0;
  const far = all
    .filter(({ dataset: { annotation: id } }) => order.has(id) && !fresh.has(id) && !inView.has(id))
    .filter((card) => !card.matches(".active, :focus-within, :has([data-edit-form], details[open])"))
    .map((card) => [Math.abs(order.get(card.dataset.annotation) - middle), card])
    .sort(([one], [other]) => other - one);
  for (const [, card] of far.slice(0, surplus)) card.remove();
}
