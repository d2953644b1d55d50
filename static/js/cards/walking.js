// Through the annotations in the order of the text, and to the one that the address names.
import { listen } from "../keys.js";
import { activate, active } from "./active.js";
import { load } from "./loading.js";
import { cardOf, cards, marks, segments } from "./page.js";

/** All that can be walked to: what has no mark stands first, as it does in the column. */
function order() {
  const unmarked = [...cards.querySelectorAll(":scope > .card")].map((card) => card.dataset.annotation);
  return [...unmarked.filter((id) => !marks().has(id)), ...marks().keys()];
}

/** The place of the first annotation that begins below the top of what is seen. */
function firstSeen(ids) {
  const at = ids.findIndex((id) => segments(id)[0]?.getBoundingClientRect().top >= 0);
  return at < 0 ? ids.length : at;
}

function walk(step) {
  return () => {
    const ids = order();
    const at = ids.indexOf(active());
    const first = step > 0 ? firstSeen(ids) : firstSeen(ids) - 1;
    const next = at < 0 ? first : at + step;
    if (!ids.length) return false;
    activate(ids[Math.max(0, Math.min(ids.length - 1, next))], { focus: true, from: "keys" });
    return true;
  };
}

/** Open the annotation that the address ends in: #mark-ID or #card-ID, also that of a reply. */
export async function follow() {
  const [, kind, id] = location.hash.match(/^#(mark|card)-(\d+)$/) ?? [];
  if (!id) return;
  if (!cardOf(id)) await load([id]).catch(() => {});
  const card = cardOf(id);
  if (!card) return;
  await activate(card.dataset.annotation, { focus: kind === "card", from: "keys" });
}

export function listenToKeys() {
  listen("]", walk(1));
  listen("[", walk(-1));
  addEventListener("hashchange", follow);
}
