// The filters above the text apply as they change, in place; the address keeps them.
import { notify } from "../notice.js";
import { article, cards, text } from "./page.js";

const WAIT = 250;
let timer = 0;
let asked = 0;

function address(form) {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (name !== "marks" || value !== "all") query.append(name, value);
  return location.pathname + (query.size ? `?${query}` : "");
}

async function show(url) {
  const number = (asked += 1);
  text.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(url, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
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
  cards.replaceChildren(...page.querySelector("[data-cards]").childNodes);
  const status = page.querySelector("[data-filter-status]");
  document.querySelector("[data-filter-status]").replaceChildren(...status.childNodes);
  article.dataset.latest = fresh.dataset.latest;
  document.dispatchEvent(new CustomEvent("annotations-changed", { detail: { ids: [], gone: [] } }));
}

/** How many of a group are chosen stands on what opens it. */
function count(group) {
  const chosen = group.querySelectorAll(":checked").length;
  const summary = group.querySelector("summary");
  summary.dataset.name ??= summary.textContent;
  summary.textContent = chosen ? `${summary.dataset.name} (${chosen})` : summary.dataset.name;
}

export function listenToFilters() {
  const form = document.querySelector("[data-mark-filters]");
  if (!form) return;
  const groups = [...form.querySelectorAll("details")];
  groups.forEach(count);
  form.addEventListener("change", (event) => {
    if (!event.target.name) return;
    groups.forEach(count);
    clearTimeout(timer);
    timer = setTimeout(() => show(address(form)), event.target.type === "radio" ? 0 : WAIT);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    show(address(form));
  });
  form.addEventListener("click", (event) => {
    if (!event.target.closest("[data-filter-status] a")) return;
    event.preventDefault();
    for (const box of form.querySelectorAll("[type=checkbox]")) box.checked = false;
    form.querySelector("[name=marks][value=all]").checked = true;
    groups.forEach(count);
    show(address(form)).then(() => notify("All marks are shown."));
  });
  // One group is open at a time, and none when the reader goes elsewhere.
  form.addEventListener("toggle", (event) => {
    if (event.target.open) for (const other of groups) if (other !== event.target) other.open = false;
  }, true);
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-mark-filters] details")) for (const group of groups) group.open = false;
  });
  form.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && form.querySelector("details[open]");
    if (!open) return;
    event.preventDefault();
    open.open = false;
    open.querySelector("summary").focus();
  });
}
