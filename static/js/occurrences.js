// Every occurrence: all ticks or none, and how many there are.
const form = document.querySelector("[data-kwic]");
const ticks = form?.querySelector("[data-ticks]");
if (ticks) {
  const boxes = [...form.querySelectorAll("input[name=place]")];
  const count = () => {
    const number = boxes.filter((box) => box.checked).length;
    ticks.querySelector("[data-ticked]").textContent = number.toLocaleString("en");
  };
  const tick = (checked) => () => {
    for (const box of boxes) box.checked = checked;
    count();
  };
  ticks.querySelector("[data-all]").addEventListener("click", tick(true));
  ticks.querySelector("[data-none]").addEventListener("click", tick(false));
  form.addEventListener("change", count);
  addEventListener("pageshow", count); // what was ticked is kept when one comes back
  ticks.hidden = false;
  count();
}
