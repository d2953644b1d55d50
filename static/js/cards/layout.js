// Cards beside their marks where there is room for a column.
import { cards, marks, text, wide } from "./page.js";
import { stack } from "./stacking.js";

const GAP = 8;
let asked = 0;

/** Lay the cards out once before the next picture, however often it is asked for. */
export function layout() {
  asked ||= requestAnimationFrame(layOut);
}

/** Lay the cards out now. Everything is read before anything is written. */
export function layOut() {
  cancelAnimationFrame(asked);
  asked = 0;
  const all = [...cards.querySelectorAll(":scope > .card")];
  if (!wide.matches) {
    cards.style.minBlockSize = "";
    for (const card of all) card.classList.remove("placed", "crowded");
    return;
  }
  const order = new Map([...marks().keys()].map((id, place) => [id, place]));
  const beside = all.filter((card) => order.has(card.dataset.annotation));
  beside.sort((one, other) => order.get(one.dataset.annotation) - order.get(other.dataset.annotation));
  for (const card of all) card.classList.toggle("placed", order.has(card.dataset.annotation));

  const top = cards.getBoundingClientRect().top;
  const flowing = [...cards.children].filter((one) => !one.matches(".placed") && one.offsetHeight);
  const floor = Math.max(0, ...flowing.map((one) => one.offsetTop + one.offsetHeight + GAP));
  const items = beside.map((card) => ({
    wanted: marks().get(card.dataset.annotation)[0].getBoundingClientRect().top - top,
    height: card.offsetHeight,
  }));
  const places = stack(items, {
    floor,
    gap: GAP,
    reach: Math.max(innerHeight * 0.4, 240),
    active: beside.findIndex((card) => card.matches(".active")),
  });
  let bottom = floor;
  let last = null; // the card before those that have no room: it tells how many
  for (const card of beside) delete card.dataset.crowd;
  beside.forEach((card, at) => {
    const place = places[at] ?? items[at].wanted;
    card.style.insetBlockStart = `${place}px`;
    card.classList.toggle("crowded", places[at] === null);
    if (places[at] === null) {
      if (last) last.dataset.crowd = Number(last.dataset.crowd ?? 0) + 1;
      return;
    }
    last = card;
    bottom = Math.max(bottom, place + items[at].height);
  });
  cards.style.minBlockSize = `${bottom}px`;
}

const sizes = new ResizeObserver(layout);

/** Lay out again whenever the text or a card takes another size. */
export function watch() {
  sizes.observe(text);
  for (const card of cards.querySelectorAll(":scope > .card")) sizes.observe(card);
}

wide.addEventListener("change", layout);
addEventListener("resize", layout);
document.fonts?.ready.then(layout);
