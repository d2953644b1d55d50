// The edges of a passage can be moved: two handles on it, for mouse, touch and keys.
import { isRtl } from "../direction.js";
import { apply, Problem, send } from "../exchange.js";
import { notify } from "../notice.js";
import { activate, active } from "./active.js";
import { next, pointAt, snapped, wordAt } from "./edges.js";
import { fetchCards } from "./loading.js";
import { ask } from "./news.js";
import { article, cardOf, reading, segments, text } from "./page.js";

const PREVIEW = "moving";
const SCROLLS = 40; // pixels from the window's edge
const layer = document.createElement("div");
layer.className = "handles";
layer.dataset.handles = "";
layer.hidden = true;
const handles = { start: handle("start", "Start of the passage"), end: handle("end", "End of the passage") };
let moved = null; // {id, start, end}: what is shown; the card holds what is saved
let grip = null; // {edge, dx, dy}: what is being dragged, and where it was taken

function handle(edge, name) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `handle ${edge}-handle`;
  made.dataset.edge = edge;
  made.setAttribute("role", "slider");
  made.setAttribute("aria-label", name);
  made.setAttribute("aria-valuemin", "0");
  layer.append(made);
  return made;
}

function saved() {
  const card = moved && cardOf(moved.id);
  return card ? { start: Number(card.dataset.start), end: Number(card.dataset.end) } : null;
}

function isMoved() {
  const before = saved();
  return Boolean(before && (before.start !== moved.start || before.end !== moved.end));
}

/** Show the handles on the active annotation if the reader may move its edges. */
function show() {
  const card = active() !== null ? cardOf(active()) : null;
  const fits = card?.matches("[data-may-change]") && segments(active()).length;
  moved = fits ? { id: active() } : null;
  if (moved) Object.assign(moved, saved());
  layer.hidden = !moved;
  draw();
}

function draw() {
  if (globalThis.CSS?.highlights) CSS.highlights.delete(PREVIEW);
  if (!moved) return;
  const { positions } = reading();
  const origin = article.getBoundingClientRect();
  const { start, end } = moved;
  for (const [edge, from, to] of [["start", start, start + 1], ["end", end - 1, end]]) {
    const place = positions.range(from, to);
    const boxes = [...place.getClientRects()];
    const box = boxes.find((one) => one.width) ?? boxes[0];
    if (!box) continue;
    const one = handles[edge];
    const rtl = isRtl(positions.slice(from, to), place.startContainer.parentElement);
    const side = (edge === "start") === rtl ? box.right : box.left;
    one.style.left = `${side - origin.left}px`;
    one.style.top = `${box.top - origin.top}px`;
    one.style.blockSize = `${box.height}px`;
    one.setAttribute("aria-valuemax", String(positions.length));
    one.setAttribute("aria-valuenow", String(moved[edge]));
    one.setAttribute("aria-valuetext", wordAt(moved, edge));
  }
  if (isMoved() && globalThis.CSS?.highlights) CSS.highlights.set(PREVIEW, new Highlight(positions.range(start, end)));
}

function moveTo(edge, point) {
  if (point === null || (edge === "start" ? point >= moved.end : point <= moved.start)) return;
  moved[edge] = point;
  draw();
}

function cancel() {
  Object.assign(moved, saved());
  draw();
}

async function save(edge) {
  if (!moved || !isMoved() || layer.ariaBusy === "true") return;
  const { id, start, end } = moved;
  const card = cardOf(id);
  layer.ariaBusy = "true";
  try {
    apply(await send(card.querySelector("[data-move]").dataset.move, { version: card.dataset.version, start, end }));
    if (edge && !layer.hidden) handles[edge].focus({ preventScroll: true });
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    notify(problem.message, { error: true });
    if (problem.status === 409) {
      await fetchCards([id]).catch(() => {});
      show();
      if (moved) leave();
      ask();
    }
  } finally {
    layer.ariaBusy = null;
  }
}

function listenToPointers() {
  layer.addEventListener("pointerdown", (event) => {
    const edge = event.target.dataset.edge;
    if (!edge || event.button || !moved) return;
    event.preventDefault(); // no selection begins here
    const box = handles[edge].getBoundingClientRect();
    grip = { edge, dx: event.clientX - (box.left + box.width / 2), dy: event.clientY - (box.top + box.height / 2) };
    event.target.focus({ preventScroll: true });
    event.target.setPointerCapture(event.pointerId);
    layer.classList.add("dragging");
  });
  layer.addEventListener("pointermove", (event) => {
    if (!grip || !moved) return;
    const point = pointAt(event.clientX - grip.dx, event.clientY - grip.dy);
    if (point !== null) moveTo(grip.edge, event.altKey ? point : snapped(point, grip.edge));
    if (event.clientY < SCROLLS) scrollBy({ top: -SCROLLS / 4, behavior: "instant" });
    else if (event.clientY > innerHeight - SCROLLS) scrollBy({ top: SCROLLS / 4, behavior: "instant" });
  });
  layer.addEventListener("lostpointercapture", () => {
    if (!grip) return;
    const { edge } = grip;
    grip = null;
    layer.classList.remove("dragging");
    save(edge);
  });
  layer.addEventListener("pointercancel", () => moved && cancel());
}

function listenToArrows() {
  layer.addEventListener("keydown", (event) => {
    const edge = event.target.dataset.edge;
    if (!edge || !moved || event.ctrlKey || event.metaKey || event.altKey) return;
    const later = getComputedStyle(segments(moved.id)[0] ?? text).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    if (event.key.startsWith("Arrow")) {
      const direction = event.key === later || event.key === "ArrowDown" ? 1 : -1;
      moveTo(edge, next(moved[edge], edge, direction, event.shiftKey));
    } else if (event.key === "Enter") save(edge);
    else if (event.key === "Escape" && isMoved()) cancel();
    else if (event.key === "Escape") leave();
    else return;
    event.preventDefault();
  });
  // What was moved is kept when one goes on: it can be undone.
  layer.addEventListener("focusout", (event) => {
    if (!grip && !layer.contains(event.relatedTarget)) save(null);
  });
}

function leave() {
  const card = cardOf(moved.id);
  card.tabIndex = -1;
  card.focus({ preventScroll: true });
}

export function listenToEdges() {
  article.append(layer);
  listenToPointers();
  listenToArrows();
  document.addEventListener("annotation-active", () => !grip && show());
  new ResizeObserver(draw).observe(text);
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    await activate(button.closest(".card").dataset.annotation, { from: "card" });
    handles.start.focus();
  });
}
