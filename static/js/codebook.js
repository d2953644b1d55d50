// The codebook: branches that fold, a field that finds tags, and for editors moving them about.
import "./notice.js";
import { find } from "./codebook/finding.js";
import { fold } from "./codebook/folding.js";
import { nest } from "./codebook/nesting.js";
import { undoByForm } from "./undoing.js";

undoByForm();

const codebook = document.querySelector("[data-codebook]");
if (codebook) {
  fold();
  find();
  if ("mayEdit" in codebook.dataset) nest(codebook, () => {
    fold();
    find();
  });
}
