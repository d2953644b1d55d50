// The cards of an article's annotations, and what its marks do.
import { listenToCards, reactivate } from "./active.js";
import { listenToForms } from "./editing.js";
import { listenToFilters } from "./filters.js";
import { listenToEdges } from "./handles.js";
import { layOut, watch } from "./layout.js";
import { listenToPointing, relight } from "./lighting.js";
import { observe } from "./loading.js";
import { listenToMarks } from "./menu.js";
import { forgetNames } from "./names.js";
import { poll } from "./news.js";
import { arrange } from "./order.js";
import { article, cards, forget, text } from "./page.js";
import { follow, listenToKeys } from "./walking.js";

function refresh({ ids, gone }) {
  forget();
  forgetNames([...ids, ...gone]);
  arrange(ids);
  relight();
  observe();
  watch();
  reactivate();
  layOut();
}

if (article && text && cards) {
  listenToCards();
  listenToForms();
  listenToFilters();
  listenToEdges();
  listenToPointing();
  listenToMarks();
  listenToKeys();
  document.addEventListener("annotations-changed", (event) => refresh(event.detail));
  watch();
  observe();
  layOut();
  follow();
  poll();
}
