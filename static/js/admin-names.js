// What Select2 makes for sources and authors says which field it stands for.
function nameField(container) {
  const select = container.previousElementSibling;
  const label = select?.id && document.querySelector(`label[for="${select.id}"]`);
  if (!label) return;
  const what = label.textContent.replace(/:\s*$/, "");
  for (const part of container.querySelectorAll("[role=textbox], .select2-search__field")) {
    part.setAttribute("aria-label", what);
  }
  const chosen = container.querySelector(".select2-selection--single");
  if (chosen) {
    label.id ||= `${select.id}-label`;
    chosen.setAttribute("aria-labelledby", `${label.id} select2-${select.id}-container`);
  }
}

// An open list stands by itself, at the end of the page.
function nameList(list) {
  list.setAttribute("role", "region");
  list.setAttribute("aria-label", "Choices");
  const field = list.querySelector(".select2-search__field");
  field?.setAttribute("aria-label", "Search");
  for (const opened of document.querySelectorAll(".select2-selection[aria-owns]")) {
    opened.setAttribute("aria-controls", opened.getAttribute("aria-owns"));
  }
}

function nameAll() {
  for (const container of document.querySelectorAll(".select2-container")) nameField(container);
  for (const list of document.querySelectorAll("body > .select2-container--open")) nameList(list);
}

// Select2 makes its parts some time after the page is there, and makes them anew later.
new MutationObserver(nameAll).observe(document.body, { childList: true, subtree: true });
nameAll();
