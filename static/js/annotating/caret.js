// Selecting by keyboard alone: a caret in the text that moves by words, sentences and paragraphs.
import { isRtl } from "../direction.js";
import { say, shortened } from "./spoken.js";

const END = 1;
const MOVES = {
  ArrowLeft: { granularity: "word", across: true },
  ArrowRight: { granularity: "word", across: true },
  ArrowUp: { granularity: "paragraph", direction: -1 },
  ArrowDown: { granularity: "paragraph", direction: 1 },
};

/** It is there while the text has been given the focus by keyboard; a pointer ends that. */
export class Caret {
  #text;
  #positions;
  #words;
  #line; // the element that is seen
  #anchor = 0; // code points, as is
  #focus = 0; // the end that moves
  #atEnd = false; // drawn behind what it follows, not before what comes next
  active = false;

  constructor({ text, positions, words }) {
    this.#text = text;
    this.#positions = positions;
    this.#words = words;
    this.#line = document.createElement("div");
    this.#line.className = "caret";
    this.#line.hidden = true;
    this.#line.setAttribute("aria-hidden", "true");
    document.body.append(this.#line);
    new ResizeObserver(() => this.active && this.#draw()).observe(text);
  }

  /** What is selected by it, in code points; null for nothing. */
  get passage() {
    if (!this.active || this.#anchor === this.#focus) return null;
    return { start: Math.min(this.#anchor, this.#focus), end: Math.max(this.#anchor, this.#focus) };
  }

  /** What is selected, or else the word at the caret. */
  get passageOrWord() {
    const word = this.active && this.#words.at(this.#focus, "word");
    return this.passage ?? (word ? { start: word[0], end: word[1] } : null);
  }

  /** Begin where the selection is, where the caret was if that can be seen, or at what can be. */
  enter() {
    const selection = getSelection();
    this.active = true;
    if (selection.rangeCount && !selection.isCollapsed && this.#text.contains(selection.focusNode)) {
      this.#anchor = this.#positions.offset(selection.anchorNode, selection.anchorOffset);
      this.#focus = this.#positions.offset(selection.focusNode, selection.focusOffset);
    } else {
      const { top } = this.#place(this.#focus).getBoundingClientRect();
      if (!this.#focus || top < 0 || top > innerHeight) this.#focus = this.#firstSeen();
      this.#anchor = this.#focus;
    }
    this.#show("word");
  }

  /** Put it at a place, with nothing selected. */
  put(point) {
    this.select({ start: point, end: point });
  }

  /** Select a passage. */
  select({ start, end }) {
    this.active = true;
    [this.#anchor, this.#focus] = [start, end];
    this.#atEnd = true;
    this.#show();
  }

  leave() {
    this.active = false;
    this.#line.hidden = true;
  }

  /** Do what a key means; returns whether it means anything. */
  press(event) {
    if (event.altKey || event.metaKey) return false;
    const move = MOVES[event.key];
    if (move) {
      const forward = event.key === (this.#runsLeft() ? "ArrowLeft" : "ArrowRight");
      const granularity = move.across && event.ctrlKey ? "sentence" : move.granularity;
      this.#move(granularity, move.direction ?? (forward ? 1 : -1), event.shiftKey);
    } else if (event.key === "Home" || event.key === "End") {
      this.#jump(event.key === "End", event.ctrlKey, event.shiftKey);
    } else return false;
    return true;
  }

  /** Moving stops where something begins; what is selected ends where something ends. */
  #move(granularity, direction, extend) {
    const size = this.#focus - this.#anchor;
    const edge = extend && (size ? size > 0 : direction > 0) ? END : 0;
    const last = direction > 0 ? this.#positions.length : 0;
    let to = this.#words.step(this.#focus, granularity, direction, edge) ?? last;
    if (extend && size * (to - this.#anchor) < 0) to = this.#anchor;
    this.#to(to, extend, edge === END || to === this.#positions.length, granularity);
  }

  #jump(end, whole, extend) {
    const paragraph = this.#words.at(this.#focus, "paragraph") ?? [0, 0];
    const bounds = whole ? [0, this.#positions.length] : paragraph;
    this.#to(bounds[Number(end)], extend, end, "word");
  }

  #to(point, extend, atEnd, granularity) {
    this.#focus = point;
    if (!extend) this.#anchor = point;
    this.#atEnd = atEnd;
    this.#show(granularity);
  }

  #show(granularity) {
    const points = [this.#anchor, this.#focus];
    const range = this.#positions.range(Math.min(...points), Math.max(...points));
    const ends = [
      [range.startContainer, range.startOffset],
      [range.endContainer, range.endOffset],
    ];
    if (this.#focus < this.#anchor) ends.reverse();
    getSelection().setBaseAndExtent(...ends.flat());
    this.#draw();
    this.#line.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (granularity) this.#speak(granularity);
  }

  #speak(granularity) {
    const { passage } = this;
    if (passage) {
      say(`Selected: ${shortened(this.#positions.slice(passage.start, passage.end))}`);
      return;
    }
    const part = this.#words.at(this.#focus, granularity);
    say(part ? shortened(this.#positions.slice(...part)) : "");
  }

  #place(point) {
    return this.#positions.range(point, point);
  }

  #draw() {
    const ended = this.#atEnd && this.#focus > 0;
    const beside = this.#positions.range(this.#focus - Number(ended), this.#focus + Number(!ended));
    const rects = [...beside.getClientRects()];
    const rect = rects.findLast((one) => one.width) ?? rects[0] ?? beside.getBoundingClientRect();
    const { startContainer } = beside;
    const character = this.#positions.slice(this.#focus - Number(ended), this.#focus + Number(!ended));
    const right = ended !== isRtl(character, startContainer.parentElement ?? this.#text);
    this.#line.hidden = false;
    this.#line.style.top = `${rect.top + scrollY}px`;
    this.#line.style.left = `${(right ? rect.right : rect.left) + scrollX - 1}px`;
    this.#line.style.height = `${rect.height}px`;
  }

  #runsLeft() {
    const { startContainer } = this.#place(this.#focus);
    const element = startContainer.parentElement?.closest("p, li, pre, td, th, blockquote, [dir]");
    return getComputedStyle(element ?? this.#text).direction === "rtl";
  }

  #firstSeen() {
    const { starts } = this.#words;
    const seen = (point) => this.#positions.range(point, point + 1).getBoundingClientRect().top >= 0;
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (seen(starts[middle])) high = middle;
      else low = middle + 1;
    }
    return starts[low] ?? 0;
  }
}
