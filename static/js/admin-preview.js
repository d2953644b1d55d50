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

  let timer = 0;
  let asked = 0;
  const show = async () => {
    const number = (asked += 1);
    const data = new URLSearchParams({ body: body.value, markup: markup.value });
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

function previewAddress() {
  return location.pathname.replace(/(\d+\/change|add)\/$/, "preview/");
}

start();
