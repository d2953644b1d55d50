// What others annotate appears by itself, without taking anything from the reader's hands.
import { apply } from "../exchange.js";
import { notify } from "../notice.js";
import { fetchCards } from "./loading.js";
import { address, article, cardOf, cards, isBusy, marks, reading, segments, text } from "./page.js";

const SECONDS = 20;
const MOST = 300; // seconds, after errors
const PLACES = 200; // of the text in one question
const CARDS = 30;
let tag = "";
let timer = 0;
let failures = 0;
let isAsking = false;
let isReloadOffered = false;
const told = new Set(); // ids of the annotations that are no news: there at first, made here, told

function wait() {
  clearTimeout(timer);
  const every = Number(article.dataset.newsSeconds) || SECONDS;
  if (!document.hidden) timer = setTimeout(ask, Math.min(every * 2 ** failures, MOST) * 1000);
}

/** Ask now whether there is anything new. */
export async function ask() {
  if (isAsking) return;
  isAsking = true;
  clearTimeout(timer);
  const { newsUrl, latest } = article.dataset;
  try {
    // While something is being selected or written it waits: what is asked for later is the same.
    if (!isBusy()) {
      const url = address(newsUrl, [["since", latest]]);
      const headers = { Accept: "application/json", ...(tag && { "If-None-Match": tag }) };
      const answer = await fetch(url, { headers, cache: "no-store" });
      if (answer.ok) {
        await show(await answer.json());
        tag = answer.headers.get("ETag") ?? "";
      } else if (answer.status !== 304) throw new Error(answer.status);
    }
    failures = 0;
  } catch {
    failures += 1;
  } finally {
    isAsking = false;
  }
  wait();
}

/** The ids of all that has a mark or a card. */
function shown() {
  const carded = [...cards.querySelectorAll(":scope > .card")].map((one) => one.dataset.annotation);
  return new Set([...marks().keys(), ...carded]);
}

async function show({ latest, digest, ids, changed }) {
  if (digest !== article.dataset.digest) {
    offerReload();
    return;
  }
  const known = shown();
  const here = new Set(ids.map(String));
  const gone = [...known].filter((id) => !here.has(id));
  const fresh = changed.map((one) => String(one.id)).filter((id) => !told.has(id));
  await exchange(changed, gone);
  article.dataset.latest = latest;
  for (const id of here) told.add(id);
  const count = fresh.filter((id) => marks().has(id) || cardOf(id)).length;
  if (count) notify(count === 1 ? "1 new annotation" : `${count} new annotations`);
}

/** Where the blocks of the text begin, in code points. */
function blockStarts() {
  const { positions } = reading();
  return [...text.children].map((block) => positions.offset(block, 0));
}

/** A place in each block of the text in which one of these is marked or shall be. */
function placesOf(changed, gone) {
  const { positions } = reading();
  const starts = blockStarts();
  const places = new Set();
  for (const { start, end } of changed.filter((one) => one.start !== null)) {
    places.add(start);
    for (const place of starts) if (place > start && place < end) places.add(place);
  }
  for (const id of [...gone, ...changed.map((one) => String(one.id))]) {
    for (const segment of segments(id)) {
      const place = positions.offset(segment, 0);
      places.add(starts.findLast((start) => start <= place) ?? place);
    }
  }
  return [...places];
}

/** Fetch the parts of the text where something was or is, and the cards that changed. */
async function exchange(changed, gone) {
  const places = placesOf(changed, gone);
  const blocks = [];
  for (let at = 0; at < places.length; at += PLACES) {
    const answer = await fetch(address(article.dataset.marksUrl, places.slice(at, at + PLACES).map((one) => ["at", one])));
    if (!answer.ok) throw new Error(answer.status);
    blocks.push(...(await answer.json()).blocks);
  }
  if (isBusy()) throw new Error("The reader has begun something.");
  const removable = gone.filter((id) => !cardOf(id)?.querySelector("[data-edit-form]"));
  if (blocks.length || removable.length) apply({ blocks, gone: removable }, { quiet: true });
  // What has a mark has its card when it is looked at; what the filter leaves out has neither.
  const isFiltered = /[?&]marks/.test(location.search);
  const wanted = changed.map((one) => String(one.id)).filter((id) => cardOf(id) || !(marks().has(id) || isFiltered));
  for (let at = 0; at < wanted.length; at += CARDS) await fetchCards(wanted.slice(at, at + CARDS));
}

function offerReload() {
  if (isReloadOffered) return;
  isReloadOffered = true;
  notify("The text of this article has changed.", { error: true, action: ["Reload", () => location.reload()] });
}

export function poll() {
  if (!article.dataset.newsUrl) return;
  for (const id of shown()) told.add(id);
  document.addEventListener("annotations-changed", ({ detail }) => detail.ids.forEach((id) => told.add(String(id))));
  document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : ask()));
  wait();
}
