// The filters above the text apply as they change, in place; the address keeps them.
import { notify } from "../notice.js";
import { isWrittenIn } from "./loading.js";
import { article, cardOf, cards, text } from "./page.js";

const WAIT = 250;
let timer = 0;
let asked = 0;
let isStale = false; // annotations have changed since it was known what can be chosen

function form() {
  return document.querySelector("[data-mark-filters]");
}

function address() {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form())) if (name !== "marks" || value !== "all") query.append(name, value);
  return location.pathname + (query.size ? `?${query}` : "");
}

async function pageAt(url) {
  const answer = await fetch(url, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(answer.status);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

async function show(url) {
  const number = (asked += 1);
  text.setAttribute("aria-busy", "true");
  try {
    const page = await pageAt(url);
    if (number === asked) exchange(page, url);
  } catch {
    location.assign(url);
  }
}

function exchange(page, url) {
  text.removeAttribute("aria-busy");
  const fresh = page.querySelector("[data-article]");
  if (fresh?.dataset.digest !== article.dataset.digest) {
    location.assign(url);
    return;
  }
  history.replaceState(history.state, "", url);
  text.replaceChildren(...page.querySelector("[data-article-text]").childNodes);
  const written = [...cards.querySelectorAll(":scope > .card")].filter(isWrittenIn);
  cards.replaceChildren(...page.querySelector("[data-cards]").childNodes);
  for (const card of written) {
    const other = cardOf(card.dataset.annotation);
    if (other) other.replaceWith(card);
    else cards.append(card); // also one that is left out: its mark is back when the filter is
  }
  update(page);
  article.dataset.latest = fresh.dataset.latest;
  const detail = { ids: [], gone: [], isFiltered: true };
  document.dispatchEvent(new CustomEvent("annotations-changed", { detail }));
}

/** Take over from a page that was just made what can be chosen; the form, too, if there was none. */
function update(page) {
  const fresh = page.querySelector("[data-mark-filters]");
  isStale = false;
  if (!fresh) return;
  if (!form()) {
    text.before(fresh);
    return;
  }
  form().querySelector("[data-filter-status]").replaceChildren(...fresh.querySelector("[data-filter-status]").childNodes);
  for (const group of fresh.querySelectorAll("details")) {
    const known = form().querySelector(`[data-filter-of="${group.dataset.filterOf}"]`);
    const [own, other] = [known, group].map((one) => one?.querySelector(".choices"));
    // The same choices stay, with the focus that may be in them.
    if (own && own.textContent !== other.textContent) own.replaceWith(other);
    else if (!own) form().querySelector("[data-without-script]").before(group);
  }
}

/** Whether there are people or tags to choose from, and nothing in the form to do so. */
function lacksGroups() {
  const has = (name) => form().querySelector(`[data-filter-of=${name}]`);
  return !has("marks_by") || (!has("marks_tag") && cards.querySelector(".tags"));
}

/** What is chosen is known at once; what could be, when somebody looks. */
async function renew() {
  isStale = true;
  const isOpen = form()?.querySelector("details[open]");
  if (form() && !/[?&]marks/.test(location.search) && !isOpen && !lacksGroups()) return;
  const url = location.href;
  const page = await pageAt(url).catch(() => null);
  if (page && url === location.href) update(page);
}

function groups() {
  return [...form().querySelectorAll("details")];
}

/** How many of each group are chosen stands on what opens it. */
function count() {
  for (const group of form() ? groups() : []) {
    const chosen = group.querySelectorAll(":checked").length;
    const summary = group.querySelector("summary");
    summary.dataset.name ??= summary.textContent;
    summary.textContent = chosen ? `${summary.dataset.name} (${chosen})` : summary.dataset.name;
  }
}

/** Call `act` for events in the form, which may come later than the page. */
function listen(name, act, options) {
  article.addEventListener(name, (event) => event.target.closest("[data-mark-filters]") && act(event), options);
}

export function listenToFilters() {
  count();
  listen("change", ({ target }) => {
    if (!target.name) return;
    count();
    clearTimeout(timer);
    timer = setTimeout(() => show(address()), target.type === "radio" ? 0 : WAIT);
  });
  listen("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    show(address());
  });
  listen("click", (event) => {
    if (!event.target.closest("[data-filter-status] a")) return;
    event.preventDefault();
    for (const box of form().querySelectorAll("[type=checkbox]")) box.checked = false;
    form().querySelector("[name=marks][value=all]").checked = true;
    count();
    show(address()).then(() => notify("All marks are shown."));
  });
  // One group is open at a time, and none when the reader goes elsewhere.
  listen("toggle", ({ target }) => {
    if (!target.open) return;
    for (const other of groups()) if (other !== target) other.open = false;
    if (isStale) renew();
  }, true);
  document.addEventListener("click", (event) => {
    if (form() && !event.target.closest("[data-mark-filters] details")) for (const group of groups()) group.open = false;
  });
  listen("keydown", (event) => {
    const open = event.key === "Escape" && form().querySelector("details[open]");
    if (!open) return;
    event.preventDefault();
    open.open = false;
    open.querySelector("summary").focus();
  });
  document.addEventListener("annotations-changed", ({ detail }) => detail.isFiltered || renew());
}
