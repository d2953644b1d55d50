// Changing, deleting and answering in the card. What was typed stays until it is saved.
import { offers } from "../annotating/offers.js";
import { uuid } from "../annotating/saving.js";
import { apply, Problem, send } from "../exchange.js";
import { notify } from "../notice.js";
import { onUndoKey } from "../undoing.js";
import { layOut, layout } from "./layout.js";
import { fetchCards } from "./loading.js";
import { article, cardOf, cards } from "./page.js";
import { tagBox } from "./tagging.js";

const boxes = new WeakMap(); // form → the field for its tags, if it has one

/** Show a problem where something was typed, or at the foot of the page. */
function tell(problem, form = null) {
  if (!(problem instanceof Problem)) throw problem;
  if (!form) {
    notify(problem.message, { error: true });
    return;
  }
  form.querySelector(":scope > [data-problem]")?.remove();
  const line = document.createElement("p");
  line.className = "error";
  line.dataset.problem = "";
  line.setAttribute("role", "alert");
  line.textContent = problem.message;
  form.prepend(line);
  layout();
}

function fields(form) {
  const { csrfmiddlewaretoken: _, ...rest } = Object.fromEntries(new FormData(form));
  return rest;
}

async function whileBusy(form, work) {
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  try {
    await work();
  } finally {
    form.ariaBusy = null;
  }
}

/** The focus was in a card that has been exchanged: it goes to the new one. */
function refocus(id) {
  const card = cardOf(id);
  if (!card) return;
  card.tabIndex = -1;
  card.focus({ preventScroll: true });
}

// Editing
async function edit(link) {
  const part = link.closest("[data-annotation]");
  if (part.querySelector(":scope > [data-edit-form]")) return;
  try {
    open(part, await send(link.href, {}, { method: "GET" }));
  } catch (problem) {
    tell(problem);
  }
}

function open(part, { html }) {
  const made = document.createElement("template");
  made.innerHTML = html;
  const form = made.content.querySelector("[data-edit-form]");
  part.querySelector(":scope > [data-edit-form]")?.remove();
  part.classList.add("editing");
  part.append(form);
  boxes.set(form, tagBox(form, (problem) => tell(problem, form)));
  form.querySelector("input:not([type=hidden]), textarea").focus();
  layOut();
  form.scrollIntoView({ block: "nearest" }); // down to the button that saves it
  return form;
}

function close(form) {
  const part = form.parentElement;
  const card = form.closest(".card");
  form.remove();
  part.classList.remove("editing");
  part.querySelector("[data-edit]")?.focus();
  layout();
  if ("stale" in card.dataset) fetchCards([card.dataset.annotation]).catch(() => {});
}

async function save(form) {
  const part = form.closest("[data-annotation]");
  const id = form.closest(".card").dataset.annotation;
  await whileBusy(form, async () => {
    try {
      await boxes.get(form)?.settle();
      const answer = await send(form.action, fields(form));
      form.remove();
      apply(answer);
      offers.renew();
      refocus(id);
    } catch (problem) {
      // The form that comes back holds what was typed, and what somebody else saved meanwhile:
      // who cancels it sees that.
      if (problem.status === 409) part.closest(".card").dataset.stale = "";
      if (problem.answer?.html) open(part, problem.answer).querySelector("textarea").focus();
      else tell(problem, form);
    }
  });
}

/** Whether something would be lost with a form. One that came back was not saved. */
function isChanged(form) {
  return Boolean(form.querySelector(".theirs")) || [...form.elements].some((field) =>
    field.options ? !field.options[field.selectedIndex]?.defaultSelected && field.selectedIndex > 0
      : field.type !== "hidden" && "defaultValue" in field && field.value !== field.defaultValue);
}

// Deleting, answering, the link
async function remove(form) {
  await whileBusy(form, async () => {
    const next = form.closest(".card").nextElementSibling;
    try {
      apply(await send(form.action));
      if (next?.matches(".card") && document.activeElement === document.body) refocus(next.dataset.annotation);
    } catch (problem) {
      tell(problem);
    }
  });
}

async function answer(form) {
  const id = form.closest(".card").dataset.annotation;
  await whileBusy(form, async () => {
    try {
      const made = await send(form.action, { ...fields(form), uid: (form.dataset.uid ??= uuid()) }); // sent twice, it is one reply
      apply(made);
      refocus(id);
    } catch (problem) {
      tell(problem, form);
    }
  });
}

async function copy(link) {
  try {
    await navigator.clipboard.writeText(link.href);
    notify("The link is copied.");
  } catch {
    location.assign(link.href);
  }
}

/** Take something back, by its address in the log; without one the last thing that was done. */
export async function undo(url = article.dataset.undoUrl) {
  try {
    apply(await send(url, { article: article.dataset.article }));
  } catch (problem) {
    if (problem.status === 409) await fetchCards([...cards.querySelectorAll(".card")].map((one) => one.dataset.annotation).slice(0, 50));
    tell(problem);
  }
}

function canCopy(event) {
  return navigator.clipboard && !(event.ctrlKey || event.metaKey || event.shiftKey);
}

export function listenToForms() {
  cards.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-edit], a[data-link]");
    if (event.target.closest("[data-cancel]")) close(event.target.closest("[data-edit-form]"));
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.matches("[data-link]") && !canCopy(event)) return;
    event.preventDefault();
    if (link.matches("[data-edit]")) edit(link);
    else copy(link);
  });
  cards.addEventListener("submit", (event) => {
    const form = event.target;
    const work = form.matches("[data-edit-form]") ? save : form.matches("[data-delete]") ? remove : form.matches("[data-reply]") ? answer : null;
    if (!work) return;
    event.preventDefault();
    work(form);
  });
  cards.addEventListener("keydown", (event) => {
    const form = event.target.closest("[data-edit-form], [data-reply]");
    if (!form || event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    else if (event.key === "Escape" && form.matches("[data-edit-form]") && !isChanged(form)) close(form);
    else return;
    event.preventDefault();
  });
  cards.addEventListener("toggle", (event) => {
    if (event.target.open) event.target.querySelector("textarea")?.focus();
  }, true);
  addEventListener("beforeunload", (event) => {
    if ([...cards.querySelectorAll("[data-edit-form], [data-reply]")].some(isChanged)) event.preventDefault();
  });
  document.addEventListener("undo-asked", (event) => undo(event.detail));
  if (article.dataset.undoUrl) onUndoKey(() => undo());
}
