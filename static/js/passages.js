// Lists of annotations: tick all rows of the page, and say how many are ticked.
import { undoByForm } from "./undoing.js";

undoByForm();
const form = document.querySelector("[data-bulk]");
if (form) {
  const ticks = [...form.querySelectorAll("[data-tick]")];
  const all = form.querySelector("[data-tick-all]");
  const whole = form.querySelector("[data-whole]");
  const status = form.querySelector("[data-ticked]");
  form.querySelector("[data-all]").hidden = ticks.length === 0;

  /** Bring the box for all, and the number in words, in line with the rows. */
  function tell() {
    const number = ticks.filter((tick) => tick.checked).length;
    all.checked = number > 0 && number === ticks.length;
    all.indeterminate = number > 0 && number < ticks.length;
    for (const tick of [...ticks, all]) tick.disabled = whole.checked;
    status.textContent = number && !whole.checked ? `${number} chosen` : "";
  }

  form.addEventListener("change", (event) => {
    if (event.target === all) for (const tick of ticks) tick.checked = all.checked;
    tell();
  });
  tell(); // a browser that goes back keeps the ticks
}
