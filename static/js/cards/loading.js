// Cards come when their marks come into view or are asked for, never a thousand at once.
import { watch, layOut } from "./layout.js";
import { put } from "./order.js";
import { address, article, cardOf, cards, marks, text } from "./page.js";

const BATCH = 30;
const CROWD = 40; // cards of one view; the others come when they are asked for
const MOST = 150;
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

/** Watch the marks that are new to the page, and tell each which card is about it. */
export function observe() {
  for (const mark of text.querySelectorAll("[id^=mark-]")) {
    if (seen.has(mark)) continue;
    seen.add(mark);
    observer.observe(mark);
  }
  relate();
}

function relate() {
  for (const card of cards.querySelectorAll(":scope > .card")) {
    document.getElementById(`mark-${card.dataset.annotation}`)?.setAttribute("aria-details", card.id);
  }
  const missing = [...marks().keys()].filter((id) => !cardOf(id)).length;
  const more = document.querySelector("[data-more-cards]");
  if (more) more.hidden = !missing;
}

function fill() {
  for (const id of inView) if (!marks().has(id)) inView.delete(id);
  const absent = [...inView].filter((id) => !cardOf(id) && !coming.has(id));
  const room = CROWD - (inView.size - absent.length);
  if (absent.length && room > 0) load(absent.slice(0, Math.min(room, BATCH))).then(fill, () => {});
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
  for (const card of [...made.content.children]) {
    if (!isUsed(cardOf(card.dataset.annotation))) put(card);
  }
  trim(new Set(ids));
  watch();
  relate();
  layOut();
}

/** Whether a card has the focus or a form in it that is open. */
export function isUsed(card) {
  return Boolean(card && (card.contains(document.activeElement) || card.querySelector("[data-edit-form], details[open]")));
}

/** Take away cards that are far from what is seen when there are too many. */
function trim(fresh) {
  const all = [...cards.querySelectorAll(":scope > .card")];
  let surplus = all.length - MOST;
  if (surplus <= 0) return;
  const middle = innerHeight / 2;
  const far = all
    .filter((card) => marks().has(card.dataset.annotation) && !fresh.has(card.dataset.annotation))
    .filter((card) => !inView.has(card.dataset.annotation) && !card.matches(".active") && !isUsed(card))
    .map((card) => [Math.abs(marks().get(card.dataset.annotation)[0].getBoundingClientRect().top - middle), card])
    .sort(([one], [other]) => other - one);
  for (const [, card] of far) {
    if (surplus <= 0) break;
    document.getElementById(`mark-${card.dataset.annotation}`)?.removeAttribute("aria-details");
    card.remove();
    surplus -= 1;
  }
}
