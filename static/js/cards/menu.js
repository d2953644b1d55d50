// Choosing an annotation in the text; where several overlap, from a menu of them all.
import { activate } from "./active.js";
import { load } from "./loading.js";
import { hideNames, nameOf } from "./names.js";
import { article, cardOf, idsAt, segments, text } from "./page.js";

const MOST = 50;
const menu = document.createElement("div");
menu.className = "mark-menu";
menu.popover = "auto";
menu.setAttribute("role", "menu");
menu.setAttribute("aria-label", "Annotations here");
(article ?? document.body).append(menu);
let offered = null; // the mark that it was opened from

function item(id) {
  const made = document.createElement("button");
  made.type = "button";
  made.setAttribute("role", "menuitem");
  made.tabIndex = -1;
  made.dataset.choice = id;
  const quote = document.createElement("bdi");
  quote.textContent = segments(id).map((one) => one.textContent).join("");
  const name = nameOf(id);
  const about = document.createElement("small");
  about.textContent = name ? `${name.tags} · ${name.person}` : "";
  made.append(quote, " ", about);
  return made;
}

async function offer(ids, place, mark) {
  const some = ids.slice(0, MOST);
  if (some.some((id) => !cardOf(id))) await load(some).catch(() => {});
  menu.replaceChildren(...some.map(item));
  menu.showPopover();
  const { width, height } = menu.getBoundingClientRect();
  const root = document.documentElement;
  const below = place.bottom + 6;
  menu.style.top = `${below + height < root.clientHeight ? below : Math.max(4, place.top - height - 6)}px`;
  menu.style.left = `${Math.max(4, Math.min(place.left, root.clientWidth - width - 4))}px`;
  menu.firstElementChild.focus();
  offered = mark;
}

/** Activate what covers a mark, or offer it when it is more than one. */
export function choose(mark, place, { focus }) {
  const ids = idsAt(mark);
  hideNames();
  if (ids.length === 1) activate(ids[0], { focus, from: "mark" });
  else if (ids.length) offer(ids, place, mark);
}

function close() {
  menu.hidePopover();
  offered.tabIndex = -1;
  offered.focus({ preventScroll: true });
}

export function listenToMarks() {
  text.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-annotations]");
    if (!mark || event.defaultPrevented || event.target.closest("a[href]") || event.button) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (!getSelection().isCollapsed) return; // one is selecting, not choosing
    const { clientX: left, clientY: top } = event;
    choose(mark, { left, top: top - 12, bottom: top + 12 }, { focus: false });
  });
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("[data-annotations]")) return;
    event.preventDefault();
    choose(event.target, event.target.getClientRects()[0], { focus: true });
  });
  menu.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-choice]");
    if (!chosen) return;
    menu.hidePopover();
    activate(chosen.dataset.choice, { focus: true, from: "mark" });
  });
  menu.addEventListener("keydown", (event) => {
    const items = [...menu.children];
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to !== undefined) items[(to + items.length) % items.length].focus();
    else if (["Escape", "Tab"].includes(event.key)) close();
    else return;
    event.preventDefault();
  });
}
