// The rendering of an article's body beside the field in which it is edited.
const WAIT = 300;

function start() {
  const body = document.querySelector("textarea.article-body");
  if (!body) return;
  const markup = document.getElementById("id_markup");
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const preview = document.createElement("div");
  preview.className = "article-preview";
  preview.setAttribute("role", "region");
  preview.setAttribute("aria-label", "Preview of the body");
  preview.tabIndex = 0;
  const row = body.closest(".form-row");
  row.classList.add("has-preview");
  body.after(preview);
  const passages = passagesNotice();
  if (passages) preview.after(passages.element);

  const article = location.pathname.match(/\/(\d+)\/change\/$/)?.[1] ?? "";
  let timer = 0;
  let asked = 0;
  const show = async () => {
    const number = (asked += 1);
    const data = new URLSearchParams({ body: body.value, markup: markup.value, article });
    try {
      const answer = await fetch(previewAddress(), {
        method: "POST",
        headers: { "X-CSRFToken": token },
        body: data,
      });
      const result = await answer.json();
      if (number !== asked) return;
      if (result.html === undefined) preview.textContent = result.error;
      else preview.innerHTML = result.html;
      passages?.show(result.passages ?? "", result.seen ?? "");
    } catch {
      if (number === asked) preview.textContent = "The preview cannot be had just now.";
    }
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(show, WAIT);
  };
  body.addEventListener("input", soon);
  markup.addEventListener("change", show);
  show();
}

// What the change does to annotated passages, and a box to say that it is meant.
function passagesNotice() {
  const field = document.querySelector("[name=passages_seen]");
  if (!field) return null;
  const element = document.createElement("p");
  element.className = "article-passages";
  element.setAttribute("role", "status");
  const words = document.createElement("span");
  element.append(words);
  let box = field;
  if (field.type === "hidden") {
    box = document.createElement("input");
    box.type = "checkbox";
    box.name = field.name;
    field.disabled = true;
    const label = document.createElement("label");
    label.append(box, " Save all the same");
    element.append(label);
  }
  const show = (sentence, seen) => {
    words.textContent = sentence ? `${sentence}.` : "";
    if (box.value === seen) return;
    box.value = seen;
    box.checked = false;
    const asked = Boolean(seen);
    box.required = asked;
    if (box !== field) box.parentElement.hidden = !asked;
  };
  show("", "");
  return { element, show };
}

function previewAddress() {
  return location.pathname.replace(/(\d+\/change|add)\/$/, "preview/");
}

start();
