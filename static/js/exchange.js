// Sends what a person did to the site, and puts the answer into the page that is open.
import { notify } from "./notice.js";

const NOT_REACHED = "The site could not be reached.";
const NOT_SAVED = "Nothing was saved; try again.";
const LOGGED_OUT = "You are logged out. Log in again in another tab, then try again here.";
const UNEXPECTED = "The site gave no answer that can be used.";
const MAY_BE_SAVED = "Nothing may have been saved; reload the page to see.";

// What of the page's own address an answer depends on: which marks are shown.
const MARKS = ["marks", "marks_tag", "marks_by"];

/** A refusal. `status` is that of HTTP, 0 when there was no answer; `answer` is its data. */
export class Problem extends Error {
  constructor(message, status, answer = {}) {
    super(message);
    this.status = status;
    this.answer = answer;
  }
}

const article = () => document.querySelector("[data-article]");
const textOf = () => document.querySelector("[data-article-text]");

const TOKEN = "[name=csrfmiddlewaretoken]";
const token = () => document.querySelector(TOKEN)?.value ?? "";

async function reach(address, options) {
  try {
    return await fetch(address, options);
  } catch {
    throw new Problem(options.method === "POST" ? `${NOT_REACHED} ${NOT_SAVED}` : NOT_REACHED, 0);
  }
}

/** Who logged in again elsewhere has another token than the page: take that over. Whether there is one. */
async function renewToken() {
  const answer = await reach(location.href, { headers: { Accept: "text/html" }, cache: "reload" });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(TOKEN);
  if (fresh) for (const field of document.querySelectorAll(TOKEN)) field.value = fresh.value;
  return fresh !== null;
}

/** Post `fields` (GET: ask for them) and return the data that comes back. Throws Problem. */
export async function send(url, fields = {}, { method = "POST" } = {}) {
  const address = new URL(url, location.href);
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (MARKS.includes(name)) address.searchParams.append(name, value);
  }
  const options = { method, headers: { Accept: "application/json" }, credentials: "same-origin" };
  if (method === "POST") {
    options.body = new URLSearchParams({ csrfmiddlewaretoken: token(), ...fields });
  } else {
    for (const [name, value] of Object.entries(fields)) {
      for (const one of [value].flat()) address.searchParams.append(name, one);
    }
  }
  let response = await reach(address, options);
  if (response.status === 403 && method === "POST" && (await renewToken())) {
    options.body.set("csrfmiddlewaretoken", token());
    response = await reach(address, options);
  }
  const isData = /\bjson\b/.test(response.headers.get("Content-Type") ?? "") && !response.redirected;
  const answer = isData ? await response.json().catch(() => null) : null;
  if (response.ok && answer) return answer;
  if (response.status === 401 || (response.redirected && response.url.includes("/accounts/"))) {
    throw new Problem(LOGGED_OUT, 401);
  }
  throw new Problem(answer?.error || answer?.detail || (method === "POST" ? `${UNEXPECTED} ${MAY_BE_SAVED}` : UNEXPECTED), response.status, answer ?? {});
}

/** Show what an answer says has changed, and tell the rest of the page. */
export function apply(answer, { quiet = false } = {}) {
  for (const block of answer.blocks ?? []) replaceBlock(block);
  const ids = placeCards(answer.cards ?? "");
  for (const id of answer.gone ?? []) document.getElementById(`card-${id}`)?.remove();
  if (answer.latest && article()) article().dataset.latest = answer.latest;
  if (answer.message && !quiet) notify(answer.message, { undo: answer.undo });
  const detail = { ids, gone: answer.gone ?? [] };
  document.dispatchEvent(new CustomEvent("annotations-changed", { detail }));
}

/** Put the HTML of a part of the text (code points) in the place of what stands there. */
function replaceBlock({ start, end, html }) {
  const text = textOf();
  if (!text) return;
  const old = [];
  let position = 0;
  for (const node of text.childNodes) {
    const length = [...node.textContent].length;
    if (length && position >= start && position + length <= end) old.push(node);
    position += length;
    if (position >= end) break;
  }
  if (!old.length) return;
  const template = document.createElement("template");
  template.innerHTML = html;
  if (template.content.textContent !== old.map((node) => node.textContent).join("")) return;
  old[0].before(template.content);
  for (const node of old) node.remove();
}

/** Put cards on the page, in place of their former states; returns their ids. Others order them. */
function placeCards(html) {
  const place = document.querySelector("[data-cards]");
  const template = document.createElement("template");
  template.innerHTML = html;
  const ids = [];
  for (const card of [...template.content.querySelectorAll(".card")]) {
    ids.push(Number(card.dataset.annotation));
    const old = document.getElementById(card.id);
    if (old) old.replaceWith(card);
    else place?.append(card);
  }
  return ids;
}
