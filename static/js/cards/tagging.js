// The tags of a card's form are chosen as in the bar.
import { offers } from "../annotating/offers.js";
import { joined, TagBox } from "../annotating/tag-box.js";

/** The field for the tags of a form; null in that of a reply. `tell(problem)` shows a problem. */
export function tagBox(form, tell) {
  const [chips, input, names, list] = form.querySelectorAll("[data-part]");
  if (!names) return null;
  const box = new TagBox({
    input,
    list,
    chips,
    offers,
    changed: () => (names.value = joined(box.names)),
    apply: () => (box.isIdle ? form.requestSubmit() : box.settle().catch(tell)),
    picked: () => {},
  });
  box.fill(names.value);
  offers.ready().then(() => box.draw(), () => {}); // without them the names that are typed will do
  // A press on what takes no text leaves the focus where it is: nothing moves away under it.
  form.addEventListener("mousedown", (event) => {
    if (!event.target.closest("input, textarea, select, label, pre")) event.preventDefault();
  });
  return box;
}
