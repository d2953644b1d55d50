// Ctrl-Z takes back what its reader did last, except where it takes back what is being typed.
const TYPED = "input:not([type=checkbox]), select, textarea, [contenteditable=true], dialog";

/** Call `act` when the key is pressed. */
export function onUndoKey(act) {
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey)) return;
    if (event.shiftKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest(TYPED)) return;
    event.preventDefault();
    act();
  });
}

/** Let the key send the page's form for it, if the page has one. */
export function undoByForm() {
  const form = document.querySelector("[data-undo-latest]");
  if (form) onUndoKey(() => form.requestSubmit());
}
