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

function nameAll() {
  for (const container of document.querySelectorAll(".select2-container")) nameField(container);
  // The search of an open list stands by itself, at the end of the page.
  for (const field of document.querySelectorAll(".select2-dropdown .select2-search__field")) {
    field.setAttribute("aria-label", "Search");
  }
}

// Select2 makes its parts some time after the page is there, and makes them anew later.
new MutationObserver(nameAll).observe(document.body, { childList: true, subtree: true });
nameAll();
