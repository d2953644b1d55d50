// Single-key shortcuts, which a reader can turn off (WCAG 2.1.4).
const STORED = "newsroom-keys";
const actions = new Map();

/** Whether the reader lets single keys do something: the switch is in the keyboard's help. */
export function areOn() {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    return true;
  }
}

function isTyping(target) {
  return target.closest?.("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable=true]");
}

/** Call `action` when `key` is pressed alone and nothing is being typed. */
export function listen(key, action) {
  actions.set(key, action);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  if (isTyping(event.target) || !areOn()) return;
  const action = actions.get(event.key);
  const dialog = document.querySelector("dialog[open]");
  if (!action || (dialog && event.key !== "?")) return;
  if (action(event) !== false) event.preventDefault();
});

const choice = document.querySelector("[data-keys-switch]");
if (choice) {
  choice.checked = areOn();
  choice.addEventListener("change", () => {
    try {
      localStorage.setItem(STORED, choice.checked ? "on" : "off");
    } catch {
      choice.checked = true;
    }
  });
}
