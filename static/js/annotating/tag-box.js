// The field that tags are chosen in: a combobox whose options are always in view (ARIA 1.2).
import { Problem } from "../exchange.js";
import { areOn } from "../keys.js";
import { options } from "./options.js";

const NAME = /\s*(?:"((?:[^"]|"")*)"|([^,]*))(?:,|$)/g;
const NUMBERS = "123456789";
const WAIT = 150; // ms between a key and the question to the server

/** Names in one line, commas between them, quoted as in CSV where they hold one. */
export function joined(names) {
  return names.map((name) => (/[",]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name)).join(", ");
}

/**
 * Tags chosen are chips before the field. `changed()` is called when there are others or something
 * else is typed, `apply()` on Enter, `picked()` when one was chosen at once: by pointer or number.
 */
export class TagBox {
  #input;
  #list;
  #chips;
  #offers;
  #changed;
  #shown = []; // what the options are: {offer} or {name} of a tag to make
  #at = -1;
  #picked = false; // the reader went to an option; otherwise it is the best for what is typed
  #waiting = 0;
  tags = []; // {name, colour}

  constructor({ input, list, chips, offers, changed, apply, picked }) {
    Object.assign(this, { apply, picked });
    this.#input = input;
    this.#list = list;
    this.#chips = chips;
    this.#offers = offers;
    this.#changed = changed;
    input.addEventListener("input", () => this.#typed());
    input.addEventListener("keydown", (event) => this.#press(event));
    for (const name of ["focus", "blur"]) input.addEventListener(name, () => this.show());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (!option) return;
      this.#choose(Number(option.dataset.index));
      this.picked();
    });
    chips.addEventListener("click", (event) => {
      const chip = event.target.closest("li");
      if (!event.target.closest("button")) return;
      this.#remove([...chips.children].indexOf(chip));
      input.focus();
    });
  }

  get text() {
    return this.#input.value.trim();
  }

  /** Add the tags of a line that was `joined`. */
  fill(line) {
    for (const [, quoted, plain] of line.matchAll(NAME)) this.add(quoted?.replaceAll('""', '"') ?? plain);
  }

  clear() {
    this.#input.value = "";
    this.tags = [];
    this.#changes();
  }

  /** Add a tag, which may be new. */
  add(name) {
    const clean = name.replace(/\s+/g, " ").trim();
    const known = this.#offers.named(clean);
    const has = this.tags.some((tag) => tag.name.toLowerCase() === clean.toLowerCase());
    if (clean && !has) this.tags.push({ name: known?.name ?? clean, colour: null });
    this.#changes();
  }

  /** Whether nothing is typed and no option gone to. */
  get isIdle() {
    return !this.text && this.#at < 0;
  }

  /** The names of the tags chosen. */
  get names() {
    return this.tags.map((tag) => tag.name);
  }

  /**
   * Take the option that is highlighted for chosen, once it is known what can be.
   * Throws Problem where what is typed is no tag and none can be made of it.
   */
  async settle() {
    if (!this.#picked && this.text) {
      await this.#offers.ready().catch(() => {}); // then it is the server that knows the tag
      if (!this.#offers.named(this.text)) await this.#offers.search(this.text).catch(() => {});
      this.show();
    }
    this.#finish();
    if (this.text) throw new Problem(`There is no tag “${this.text}”.`, 0);
  }

  #finish() {
    if (this.#at >= 0) this.#choose(this.#at);
  }

  #take(name) {
    this.#input.value = "";
    this.add(name);
  }

  #choose(index) {
    const one = this.#shown[index];
    if (one) this.#take(one.name);
  }

  #remove(index) {
    this.tags.splice(index, 1);
    this.#changes();
  }

  #changes() {
    this.draw();
    this.#changed();
  }

  /** Draw it anew: what is known of tags may have changed. */
  draw() {
    for (const tag of this.tags) tag.colour ??= this.#offers.named(tag.name)?.colour ?? null;
    this.#chips.replaceChildren(...this.tags.map((tag) => this.#chip(tag)));
    this.#chips.hidden = !this.tags.length;
    this.show();
  }

  #chip({ name, colour }) {
    const chip = document.createElement("li");
    chip.className = colour ? `tag c-${colour}` : "tag c-plain";
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "×";
    button.setAttribute("aria-label", `Remove ${name}`);
    chip.append(Object.assign(document.createElement("bdi"), { textContent: name }), button);
    return chip;
  }

  #typed() {
    const parts = this.#input.value.split(",");
    if (parts.length > 1) {
      const last = parts.pop();
      if (parts.length === 1 && this.#at >= 0) this.#choose(this.#at);
      else for (const part of parts) this.#take(part);
      this.#input.value = last.trimStart();
    }
    this.show();
    this.#changed();
    clearTimeout(this.#waiting);
    if (!this.text || this.#offers.complete) return;
    this.#waiting = setTimeout(async () => {
      if (await this.#offers.search(this.text).catch(() => false)) this.show();
    }, WAIT);
  }

  /** Draw the options anew: they or what is typed may have changed. */
  show() {
    const { text } = this;
    const chosen = new Set(this.tags.map((tag) => tag.name));
    this.#shown = this.#offers.fitting(text).filter((offer) => !chosen.has(offer.name));
    const isNew = text && !this.#offers.named(text) && !chosen.has(text);
    const few = !text && document.activeElement !== this.#input;
    const drawn = options(this.#list, this.#shown, { few, typed: text, make: isNew && (this.#offers.mayMake ?? true), isKnown: this.#offers.mayMake !== null });
    this.#shown = drawn.shown;
    this.#list.classList.toggle("few", few);
    this.#list.replaceChildren(...drawn.elements);
    this.#list.hidden = !drawn.elements.length;
    this.#input.setAttribute("aria-expanded", String(!this.#list.hidden));
    this.#go(text && this.#shown.length ? 0 : -1);
  }

  #go(index, picked = false) {
    this.#picked = picked;
    this.#list.children[this.#at]?.setAttribute("aria-selected", "false");
    this.#at = index;
    const option = this.#list.children[index];
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      this.#input.setAttribute("aria-activedescendant", option.id);
    } else this.#input.removeAttribute("aria-activedescendant");
  }

  #press(event) {
    if (event.isComposing || event.altKey) return;
    const count = this.#shown.length;
    if (event.key === "ArrowDown" && count) this.#go((this.#at + 1) % count, true);
    else if (event.key === "ArrowUp" && count) this.#go((this.#at <= 0 ? count : this.#at) - 1, true);
    else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) this.apply();
    else if (event.key === "Tab" && !event.shiftKey && this.#at >= 0) this.#finish();
    else if (event.key === "Backspace" && !this.#input.value && this.tags.length) this.#remove(-1);
    else if (!this.#pressNumber(event)) return;
    event.preventDefault();
  }

  /** Choose one of the tags used last by its number; whether that is what the key means. */
  #pressNumber({ key, ctrlKey, metaKey }) {
    const means = !ctrlKey && !metaKey && NUMBERS.includes(key) && !this.#input.value && areOn();
    const offer = means && this.#offers.recent(Number(key));
    if (!offer) return false;
    this.add(offer.name);
    this.picked();
    return true;
  }
}
