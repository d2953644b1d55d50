// Moving tags: dragged onto another or to the top, or with Alt and the arrow keys.
import { send } from "../exchange.js";
import { notify } from "../notice.js";
import { reveal } from "./folding.js";

const FORWARD = { ltr: "ArrowRight", rtl: "ArrowLeft" };
const BACK = { ltr: "ArrowLeft", rtl: "ArrowRight" };

const nameOf = (item) => item.firstElementChild.querySelector(".tree-name").textContent;
const above = (item) => item.parentElement.closest("[data-tag]");
const itemAt = (target) => target.closest?.(".tree-row")?.parentElement ?? null;

let codebook;
let ready;
let busy = false;

/** Fetch the tree as it is now, and put the focus back on a tag. */
async function refresh(key) {
  const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("tree");
  if (!answer.ok || !fresh) return location.reload();
  const ticked = [...codebook.querySelectorAll("[name=tag]:checked")].map((box) => box.value);
  document.getElementById("tree").replaceWith(document.adoptNode(fresh));
  for (const box of codebook.querySelectorAll("[name=tag]")) box.checked = ticked.includes(box.value);
  ready();
  arm();
  const item = document.getElementById(`tag-${key}`);
  if (item) {
    reveal(item);
    item.querySelector(".tree-name").focus({ preventScroll: false });
  }
}

function say(text) {
  const region = document.querySelector("[data-said]");
  region.textContent = "";
  requestAnimationFrame(() => (region.textContent = text));
}

/** Put a tag under another (null: at the top), and tell how to take it back. */
async function move(item, parent) {
  const to = parent?.dataset.tag ?? "";
  if (busy || to === item.dataset.parent) return;
  busy = true;
  codebook.setAttribute("aria-busy", "true");
  try {
    const answer = await send(item.dataset.nest, { parent: to, was: item.dataset.parent });
    await refresh(item.dataset.tag);
    notify(answer.message, { undo: answer.undo });
  } catch (problem) {
    notify(problem.message, { error: true });
    if (problem.status === 409 || problem.status === 404) await refresh(item.dataset.tag);
  } finally {
    busy = false;
    codebook.removeAttribute("aria-busy");
  }
}

async function undo(address) {
  const focused = document.activeElement?.closest?.("[data-tag]")?.dataset.tag;
  try {
    const answer = await send(address);
    await refresh(focused);
    notify(answer.message);
  } catch (problem) {
    notify(problem.message, { error: true });
  }
}

function onKey(event) {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (!event.target.matches(".tree-name")) return;
  const item = itemAt(event.target);
  const direction = getComputedStyle(codebook).direction;
  if (event.key === FORWARD[direction]) {
    let before = item.previousElementSibling;
    while (before?.hidden) before = before.previousElementSibling;
    if (before) move(item, before);
    else say(`${nameOf(item)} is the first here: there is no tag before it.`);
  } else if (event.key === BACK[direction]) {
    const parent = above(item);
    if (parent) move(item, above(parent));
    else say(`${nameOf(item)} is at the top already.`);
  } else return;
  event.preventDefault();
}

/** Where something dragged over `target` would go; undefined where it cannot. */
function landing(target, dragged) {
  if (target.closest?.("[data-drop-top]")) return dragged.dataset.parent ? null : undefined;
  const item = itemAt(target);
  if (!item || dragged.contains(item) || item.dataset.tag === dragged.dataset.parent) return undefined;
  return item;
}

function listen() {
  let dragged = null;
  let shown = null;
  const top = () => document.querySelector("[data-drop-top]");
  const clear = () => {
    shown?.classList.remove("drop");
    shown = null;
  };
  const end = () => {
    clear();
    dragged?.classList.remove("dragged");
    dragged = null;
    top().hidden = true;
  };
  codebook.addEventListener("dragstart", (event) => {
    const item = itemAt(event.target);
    if (!item) return;
    dragged = item;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", nameOf(item));
    // Changing what is dragged while it is being picked up would end the drag in Chromium.
    setTimeout(() => {
      if (dragged !== item) return;
      item.classList.add("dragged");
      top().hidden = !item.dataset.parent;
    });
  });
  codebook.addEventListener("dragover", (event) => {
    if (!dragged) return;
    const where = landing(event.target, dragged);
    if (where === undefined) return clear();
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
    const place = where ?? top();
    if (place === shown) return;
    clear();
    shown = place;
    shown.classList.add("drop");
    if (where) shown.firstElementChild.dataset.drop = `Under ${nameOf(where)}`;
  });
  codebook.addEventListener("drop", (event) => {
    if (!dragged) return;
    event.preventDefault();
    const item = dragged;
    const where = landing(event.target, dragged);
    end();
    if (where !== undefined) move(item, where);
  });
  codebook.addEventListener("dragend", end);
  codebook.addEventListener("keydown", onKey);
  document.addEventListener("undo-asked", (event) => undo(event.detail));
}

/** Rows can be dragged; their links are not dragged by themselves. */
function arm() {
  for (const row of codebook.querySelectorAll(".tree-row")) {
    row.draggable = true;
    for (const link of row.querySelectorAll("a")) link.draggable = false;
  }
}

/** Let an editor move tags; `after` makes a tree ready that was fetched anew. */
export function nest(form, after) {
  codebook = form;
  ready = after;
  document.querySelector("[data-nesting-help]").hidden = false;
  arm();
  listen();
}
