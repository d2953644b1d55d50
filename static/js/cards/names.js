// The names of the tags on a place of the text, shown by it on hover and focus.
import { load } from "./loading.js";
import { cardOf } from "./page.js";

const WAIT = 250;
const MOST = 8;
const known = new Map(); // id → what is said of an annotation
const tip = document.createElement("div");
tip.className = "mark-names";
tip.setAttribute("aria-hidden", "true"); // the card says the same, and is what the mark points to
tip.hidden = true;
document.body.append(tip);
let timer = 0;
let shown = null;

/** What an annotation is called: its tags, or what it is when it has none, and whose it is. */
export function nameOf(id) {
  const card = cardOf(id);
  if (!card) return known.get(id) ?? null;
  const tags = [...card.querySelectorAll(":scope > .tags .tag")].map((tag) => tag.textContent.trim());
  const person = card.querySelector(".person")?.textContent ?? "";
  const name = { tags: tags.join(", ") || (card.querySelector(":scope > .note-text") ? "Note" : "Highlight"), person };
  known.set(id, name);
  return name;
}

/** Forget the names of annotations that have changed. */
export function forgetNames(ids) {
  for (const id of ids) known.delete(String(id));
}

export function hideNames() {
  clearTimeout(timer);
  shown = null;
  tip.hidden = true;
}

/** Show after a moment what covers the element, above the point or the element's first line. */
export function showNames(element, ids) {
  const key = ids.join(" ");
  if (shown === key) return;
  hideNames();
  shown = key;
  timer = setTimeout(async () => {
    const some = ids.slice(-MOST);
    if (some.some((id) => !nameOf(id))) await load(some).catch(() => {});
    if (shown === key && element.isConnected) place(element, some, ids.length - some.length);
  }, WAIT);
}

function place(element, ids, more) {
  const lines = ids.map(nameOf).filter(Boolean).map(({ tags, person }) => {
    const line = document.createElement("p");
    const who = document.createElement("bdi");
    who.textContent = person;
    line.append(Object.assign(document.createElement("bdi"), { textContent: tags }), " · ", who);
    return line;
  });
  if (!lines.length) return;
  if (more) lines.push(Object.assign(document.createElement("p"), { textContent: `and ${more} more` }));
  tip.replaceChildren(...lines);
  tip.hidden = false;
  const box = element.getClientRects()[0];
  const { width, height } = tip.getBoundingClientRect();
  const above = box.top - height - 6;
  tip.style.top = `${above > 4 ? above : element.getBoundingClientRect().bottom + 6}px`;
  tip.style.left = `${Math.max(4, Math.min(box.left, document.documentElement.clientWidth - width - 4))}px`;
}

addEventListener("scroll", hideNames, { passive: true, capture: true });
