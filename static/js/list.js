// The list: filters apply as they change, keys walk the rows, late counts are fetched.
import { listen } from "./keys.js";

const WAIT = 400;
const finder = document.querySelector("[data-finder]");
const filters = document.getElementById("filters");
let timer = 0;
let asked = 0;
let shown = location.pathname + location.search;

/** The form's address without its empty fields. */
function address() {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(finder)) {
    if (value.trim() && !(name === "order" && value === "newest")) query.append(name, value);
  }
  const text = query.toString();
  return finder.getAttribute("action") + (text ? `?${text}` : "");
}

/** Show another address of the list in place; its parts marked data-swap are exchanged. */
async function show(url, { push = true } = {}) {
  const number = (asked += 1);
  const results = document.getElementById("results");
  results.setAttribute("aria-busy", "true");
  let page;
  try {
    const answer = await fetch(url, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.status);
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    location.assign(url);
    return;
  }
  if (number !== asked) return;
  const focused = document.activeElement;
  for (const part of document.querySelectorAll("[data-swap]")) {
    const fresh = page.getElementById(part.id);
    if (fresh) part.replaceWith(document.adoptNode(fresh));
  }
  document.title = page.title;
  if (push) history.pushState({}, "", url);
  shown = location.pathname + location.search;
  refocus(focused);
  tidy();
  ready();
}

/** What the fields that are not exchanged need: marks of what is wrong, and no tag twice. */
function tidy() {
  for (const part of finder.querySelectorAll(".errors")) {
    const field = document.getElementById(part.id.replace(/_errors$/, ""));
    if (part.querySelector(".error")) field?.setAttribute("aria-invalid", "true");
    else field?.removeAttribute("aria-invalid");
  }
  const { id_tag: tag } = finder.elements;
  const taken = new URLSearchParams(location.search).getAll("tag").includes(tag.value.trim());
  if (taken && !tag.hasAttribute("aria-invalid")) tag.value = "";
}

function refocus(old) {
  if (!old || document.contains(old)) return;
  const same = old.id
    ? document.getElementById(old.id)
    : document.querySelector(`[name="${CSS.escape(old.name || "")}"][value="${CSS.escape(old.value || "")}"]`);
  same?.focus();
}

function apply() {
  clearTimeout(timer);
  show(address());
}

finder.addEventListener("submit", (event) => {
  event.preventDefault();
  closeFilters();
  apply();
});
finder.addEventListener("change", (event) => {
  const { type, validity, value } = event.target;
  // While a year is typed, each of its digits makes another date.
  if (type === "date" && (!validity.valid || (value && value < "1000"))) return;
  clearTimeout(timer);
  timer = setTimeout(apply, ["checkbox", "date"].includes(type) ? WAIT : 0);
});
finder.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  if (!link.closest(".active, .histogram, .paging, .empty")) return;
  const url = new URL(link.href.baseVal ?? link.href, location.href);
  if (url.pathname !== finder.getAttribute("action")) return;
  event.preventDefault();
  if (!link.closest(".paging")) fill(url.searchParams);
  show(url.pathname + url.search).then(() => {
    if (link.closest(".paging")) scrollTo({ top: 0 });
  });
});
addEventListener("popstate", () => {
  if (location.pathname + location.search === shown) return; // to another part of the page
  fill(new URL(location.href).searchParams);
  show(location.pathname + location.search, { push: false });
});

/** Bring the fields that are not exchanged in line with an address. */
function fill(query) {
  for (const name of ["q", "published_after", "published_before", "annotated"]) {
    finder.elements[name].value = query.get(name) ?? "";
  }
  finder.elements.id_tag.value = "";
}

// Filters on narrow screens
const opener = document.querySelector("[data-filters-open]");
opener.setAttribute("role", "button");
opener.setAttribute("aria-controls", "filters");
opener.setAttribute("aria-expanded", "false");
opener.addEventListener("click", (event) => {
  event.preventDefault();
  filters.classList.add("open");
  opener.setAttribute("aria-expanded", "true");
  filters.querySelector("input, select")?.focus();
});
opener.addEventListener("keydown", (event) => {
  if (event.key === " ") opener.click();
});
function closeFilters() {
  if (!filters.classList.contains("open")) return;
  filters.classList.remove("open");
  opener.setAttribute("aria-expanded", "false");
  opener.focus();
}
document.querySelector("[data-filters-close]").addEventListener("click", (event) => {
  event.preventDefault();
  closeFilters();
});
filters.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeFilters();
});

// Names to choose from while a source or an author is typed
finder.addEventListener("input", async (event) => {
  const field = event.target;
  if (!field.dataset.names || !field.value.trim()) return;
  const answer = await fetch(`${field.dataset.names}&q=${encodeURIComponent(field.value)}`);
  if (!answer.ok) return;
  const { names } = await answer.json();
  field.list.replaceChildren(...names.map((name) => new Option(name, name)));
});

/** What each fresh page of results needs: late counts, and one tab stop for all bars. */
async function ready() {
  current = -1;
  const facets = document.getElementById("facets");
  if (facets?.hasAttribute("data-facets-late")) {
    const answer = await fetch(facets.dataset.facets);
    if (answer.ok && document.contains(facets)) {
      const focused = document.activeElement;
      facets.innerHTML = await answer.text();
      refocus(focused);
    }
  }
  const bars = [...document.querySelectorAll("[data-histogram] a")];
  bars.forEach((bar, index) => {
    bar.setAttribute("tabindex", index ? "-1" : "0");
    bar.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1, Home: -bars.length, End: bars.length }[event.key];
      if (!step) return;
      event.preventDefault();
      const next = bars[Math.max(0, Math.min(bars.length - 1, index + step))];
      for (const other of bars) other.setAttribute("tabindex", other === next ? "0" : "-1");
      next.focus();
    });
  });
}

// Keys
let current = -1;
function walk(step) {
  return () => {
    const rows = [...document.querySelectorAll("[data-article-id]")];
    if (!rows.length) return false;
    rows[current]?.classList.remove("current");
    current = Math.max(0, Math.min(rows.length - 1, current + step));
    rows[current].classList.add("current");
    rows[current].querySelector("a").focus();
    rows[current].scrollIntoView({ block: "nearest" });
    return true;
  };
}
listen("j", walk(1));
listen("k", walk(-1));
listen("Enter", (event) => {
  const row = document.querySelector(".row.current a");
  if (!row || event.target.closest("a, button, summary")) return false;
  row.click();
  return true;
});
listen("/", () => {
  const search = document.querySelector("[data-search]");
  search.focus();
  search.select();
});
for (const [key, part] of [["n", "next"], ["p", "previous"]]) {
  listen(key, () => {
    const link = document.querySelector(`.paging [data-${part}]`);
    if (!link) return false;
    link.click();
    return true;
  });
}

ready();
