// Finding a tag among many: those whose name holds what is typed, with the tags above them.
import { set } from "./folding.js";

const WAIT = 120;

/** Without case and accents. */
function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

let listening = false;

function show() {
  const tree = document.querySelector("[data-tree]");
  const wanted = plain(document.getElementById("find").value);
  const said = document.querySelector("[data-found]");
  const items = [...tree.querySelectorAll("[data-tag]")];
  let found = 0;
  // From the last to the first: what stands below comes before what stands above.
  for (const item of items.reverse()) {
    const meant = plain(item.querySelector(".tree-name").textContent).includes(wanted);
    if (meant) found += 1;
    item.hidden = !meant && !item.querySelector(":scope > ul > [data-tag]:not([hidden])");
    if (wanted && !item.hidden && item.matches(".branch")) set(item, true);
  }
  said.textContent = wanted ? `${found} found` : "";
}

/** Show the field, and what it holds of the tree. */
export function find() {
  const place = document.querySelector("[data-find]");
  place.hidden = false;
  const field = document.getElementById("find");
  if (field.value) show();
  if (listening) return;
  listening = true;
  let timer = 0;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, WAIT);
  });
}
