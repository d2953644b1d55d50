// What is selected in the text by mouse, touch, or whatever else moves the browser's own selection.

const SETTLED = 300; // ms without a change: a finger, or a reader's keys, may still be at it

/**
 * Calls `chosen(passage, touch)` when a passage was selected and `cleared()` when it is not any
 * more. A passage is grown to whole words unless Alt is held. `ignored(node)` says that a change of
 * the selection, or a press on a node, selects nothing. Returns a function that looks at once.
 */
export function watchSelection({ text, positions, words, chosen, cleared, ignored }) {
  let exact = false;
  let pressed = false;
  let touch = false;
  let waiting = 0;
  let last = "";

  function look() {
    clearTimeout(waiting);
    waiting = 0;
    if (ignored()) return;
    const selection = getSelection();
    const range = selection.rangeCount ? selection.getRangeAt(0) : null;
    const within = [selection.anchorNode, selection.focusNode].some((node) => text.contains(node));
    const found = range && !range.collapsed && within ? words.snapped(...positions.ends(range), exact) : null;
    const key = found ? `${found.start} ${found.end}` : "";
    if (key === last && found) return;
    last = key;
    if (found) chosen(found, touch);
    else cleared();
  }

  function wait(time) {
    clearTimeout(waiting);
    waiting = setTimeout(look, time);
  }

  addEventListener("pointerdown", (event) => {
    if (ignored(event.target)) return;
    touch = event.pointerType !== "mouse";
    pressed = !touch;
    exact = false;
    last = ""; // the same words may be selected again
  });
  addEventListener("pointerup", (event) => {
    if (!pressed) return;
    pressed = false;
    exact = event.altKey;
    wait(0); // a click into what is selected clears it only after this
  });
  addEventListener("pointercancel", () => (pressed = false));
  addEventListener("keyup", (event) => {
    if (event.key !== "Alt") exact = event.altKey;
  });
  document.addEventListener("selectionchange", () => {
    if (!pressed && !ignored()) wait(SETTLED);
  });
  return () => {
    if (waiting) look();
  };
}
