// The reading page: to the next and previous article and back by keys; its annotations.
import "./annotating/index.js";
import "./cards/index.js";
import { listen } from "./keys.js";

function follow(selector) {
  return () => {
    const link = document.querySelector(selector);
    if (!link) return false;
    link.click();
    return true;
  };
}

// What is wider than the page scrolls, by the keyboard too.
const widths = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});
for (const part of document.querySelectorAll(".text pre, .text table")) widths.observe(part);

for (const key of ["n", "j"]) listen(key, follow(".around [data-next]"));
for (const key of ["p", "k"]) listen(key, follow(".around [data-previous]"));
listen("u", follow(".around [data-up]"));
