// The bar by what is selected: tags, a note, and who may see it.
import { apply, Problem } from "../exchange.js";
import { notify } from "../notice.js";
import { showPending } from "./pending.js";
import { placeBy } from "./placing.js";
import { Attempt, lastTags, wasPrivate } from "./saving.js";
import { shortened } from "./spoken.js";
import { joined, TagBox } from "./tag-box.js";

const NOT_OFFERED = "Tags cannot be offered: the site could not be asked. Their names can be typed all the same.";
const LONGEST_WORDS = 200; // characters that are looked for everywhere

/** `saved(passage)` is called when an annotation was made, `left(passage)` when none was. */
export class Bar {
  #box;
  #urls;
  #positions;
  #offers;
  #tagBox;
  #part = {};
  #attempt = null;
  #beside = null; // where to be: an element, when it is about the whole article
  #touch = false;
  #busy = false;
  passage = null; // code points; null for the whole article

  constructor({ box, urls, positions, offers, saved, left }) {
    Object.assign(this, { saved, left });
    this.#box = box;
    this.#urls = urls;
    this.#positions = positions;
    this.#offers = offers;
    for (const part of box.querySelectorAll("[data-part]")) this.#part[part.dataset.part] = part;
    const { input, list, chips } = this.#part;
    const changed = () => {
      this.#fail("");
      this.#label();
      this.#link();
    };
    const apply = () => this.submit();
    this.#tagBox = new TagBox({ input, list, chips, offers, changed, apply, picked: apply });
    new ResizeObserver(() => this.#place()).observe(box);
    (globalThis.visualViewport ?? globalThis).addEventListener("resize", () => this.#place());
    this.#listen();
  }

  #listen() {
    const { form, note, noteSwitch, close } = this.#part;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.#box.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.isComposing) this.close();
      else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.submit();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    // A press on what takes no text leaves the selection and the focus where they are.
    for (const name of ["pointerdown", "mousedown"]) {
      this.#box.addEventListener(name, (event) => {
        if (!event.target.closest("input, textarea, label, a")) event.preventDefault();
      });
    }
    note.addEventListener("input", () => this.#label());
    noteSwitch.addEventListener("click", () => this.#unfold(note.closest("[hidden]") !== null));
    close.addEventListener("click", () => this.close());
  }

  get isOpen() {
    return !this.#box.hidden;
  }

  has(node) {
    return this.#box.contains(node);
  }

  /** Whether somebody has begun to say something in it. */
  get isBegun() {
    const { note } = this.#part;
    return Boolean(this.#tagBox.text || this.#tagBox.tags.length || note.value.trim() || this.#busy);
  }

  /** Open it for a passage, or beside an element for the whole article (`passage` null). */
  open(passage, { focus = false, touch = false, beside = null } = {}) {
    const same = passage?.start === this.passage?.start && passage?.end === this.passage?.end;
    if (this.#busy) return;
    if (!same && !this.isOpen) this.#clear();
    if (!same || !this.#attempt) this.#attempt = new Attempt();
    [this.passage, this.#touch, this.#beside] = [passage, touch, beside];
    this.#fail("");
    this.#box.hidden = false;
    this.#describe();
    this.#tagBox.show();
    this.#offers.ready().then(() => this.#tagBox.show(), () => this.#fail(NOT_OFFERED));
    this.refresh();
    this.#place();
    if (focus) this.#part.input.focus({ preventScroll: true });
  }

  #describe() {
    const words = this.#words;
    this.#part.about.textContent = words ? shortened(words) : "The whole article";
    this.#part.private.checked = this.isBegun ? this.#part.private.checked : wasPrivate();
    this.#label();
    this.#link();
  }

  get #words() {
    return this.passage ? this.#positions.slice(this.passage.start, this.passage.end) : "";
  }

  /** To every occurrence of the words, with the tags that are chosen. */
  #link() {
    const { occurrences } = this.#part;
    const words = this.#words;
    const short = words && words.length <= LONGEST_WORDS && this.#urls.occurrences;
    occurrences.hidden = !short;
    if (!short) return;
    const url = new URL(this.#urls.occurrences, location.href);
    for (const pair of new URLSearchParams(location.search)) url.searchParams.append(...pair);
    url.searchParams.set("words", words.replace(/\s+/g, " "));
    if (this.#tagBox.tags.length) url.searchParams.set("tags", joined(this.#tagBox.names));
    occurrences.href = url;
  }

  /** What is pending is shown anew: the text's marks have changed. */
  refresh() {
    if (!this.isOpen) return;
    showPending(this.passage && this.#positions.range(this.passage.start, this.passage.end));
  }

  #place() {
    if (!this.isOpen) return;
    const { passage } = this;
    const target = passage ? this.#positions.range(passage.start, passage.end) : this.#beside;
    if (target) placeBy(this.#box, target, this.#touch);
  }

  /** Type into it. */
  focus() {
    this.#part.input.focus({ preventScroll: true });
  }

  /** Leave it. What was typed is there again when it is opened for the same passage. */
  close() {
    if (this.#busy) return;
    const { passage } = this;
    const hadFocus = this.#hide();
    this.left(passage, hadFocus);
  }

  #hide() {
    const hadFocus = this.has(document.activeElement);
    this.#box.hidden = true;
    showPending(null);
    return hadFocus;
  }

  #clear() {
    this.#part.note.value = "";
    this.#unfold(false);
    this.#tagBox.clear();
  }

  #unfold(open) {
    const { note, noteField, noteSwitch } = this.#part;
    noteField.hidden = !open;
    noteSwitch.setAttribute("aria-expanded", String(open));
    if (open) note.focus({ preventScroll: true });
  }

  #label() {
    const said = this.#tagBox.text || this.#tagBox.tags.length || this.#part.note.value.trim();
    this.#part.save.textContent = said || !this.passage ? "Annotate" : "Highlight";
  }

  #fail(message) {
    this.#part.error.textContent = message;
    this.#part.error.hidden = !message;
  }

  /** Give the tag with a number (1 to 9) at once. Whether there is one. */
  async applyRecent(number) {
    await this.#offers.ready().catch(() => {});
    const offer = this.#offers.recent(number);
    if (offer) await this.applyTags([offer.name]);
    return offer !== null;
  }

  /** Give the tags that were given last. */
  repeat() {
    return this.applyTags(lastTags());
  }

  async applyTags(names) {
    if (this.#busy) return;
    for (const name of names) this.#tagBox.add(name);
    await this.submit();
  }

  /** Save what is said. If that fails it stays as it is, with the reason. */
  async submit() {
    if (this.#busy || !this.isOpen) return;
    this.#setBusy(true);
    this.#fail("");
    try {
      await this.#tagBox.settle();
      const answer = await this.#attempt.save(this.#urls.annotate, {
        passage: this.passage,
        tags: this.#tagBox.names,
        note: this.#part.note.value,
        isPrivate: this.#part.private.checked,
      });
      this.#done(answer);
    } catch (problem) {
      this.#fail(problem.message);
      if (!(problem instanceof Problem)) throw problem;
    } finally {
      this.#setBusy(false);
    }
  }

  #done(answer) {
    const { passage } = this;
    const hadFocus = this.#hide();
    this.#attempt = null;
    this.#clear();
    this.passage = null;
    this.#offers.renew();
    try {
      apply(answer);
    } catch {
      notify("Annotated. Reload the page to see it."); // it was saved, whatever the page makes of it
    }
    this.saved(passage, hadFocus);
  }

  #setBusy(busy) {
    this.#busy = busy;
    this.#box.setAttribute("aria-busy", String(busy));
    this.#part.save.disabled = busy;
  }
}
