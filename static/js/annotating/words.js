// Where words, sentences and paragraphs of a text begin and end, in the text's own language.

const BLOCKS = "p, li, h1, h2, h3, h4, h5, h6, pre, td, th, dt, dd, blockquote, figcaption, caption";
// Signs that are no words but worth stopping at: emoji, currencies, arrows. (Not quotes or commas.)
const SIGN = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Sc}|\p{So}/u;
const START = 0;

function segmenter(language, granularity) {
  try {
    return new Intl.Segmenter(language || undefined, { granularity });
  } catch {
    return new Intl.Segmenter(undefined, { granularity }); // a language that there is none of
  }
}

/**
 * What is asked and answered is in code points of the text; parts are pairs of where one begins and
 * where it ends, white space around it left out. Everything is found when it is first asked for.
 */
export class Words {
  #positions;
  #container;
  #segmenters = {};
  #known = new Map();
  #blocks = null; // in UTF-16 units, as parts are; marks do not change them

  constructor(positions, container) {
    this.#positions = positions;
    this.#container = container;
  }

  #segments(granularity, text) {
    const language = this.#container.closest("[lang]")?.lang;
    this.#segmenters[granularity] ??= segmenter(language, granularity);
    return this.#segmenters[granularity].segment(text);
  }

  #paragraphs() {
    if (this.#blocks) return this.#blocks;
    const found = [];
    let block = null;
    let unit = 0;
    const walker = document.createTreeWalker(this.#container, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (/\S/.test(node.data)) {
        const own = node.parentElement.closest(BLOCKS);
        if (own !== block || !found.length) found.push([unit, unit]);
        block = own;
        found.at(-1)[1] = unit + node.length;
      }
      unit += node.length;
    }
    this.#blocks = found.map(([from, to]) => this.#trimmed(from, to));
    return this.#blocks;
  }

  #trimmed(from, to) {
    const words = this.#positions.text.slice(from, to);
    const start = from + words.length - words.trimStart().length;
    return [start, Math.max(start, from + words.trimEnd().length)];
  }

  /** The words or sentences of a paragraph. */
  #parts(index, granularity) {
    const block = this.#paragraphs()[index];
    if (granularity === "paragraph") return [block];
    const key = `${granularity} ${index}`;
    if (this.#known.has(key)) return this.#known.get(key);
    const parts = [];
    for (const one of this.#segments(granularity, this.#positions.text.slice(...block))) {
      if (granularity === "word" && !one.isWordLike && !SIGN.test(one.segment)) continue;
      const [from, to] = this.#trimmed(block[0] + one.index, block[0] + one.index + one.segment.length);
      if (from < to) parts.push([from, to]);
    }
    this.#known.set(key, parts);
    return parts;
  }

  #paragraphAt(unit) {
    return Math.max(0, this.#paragraphs().findLastIndex(([from]) => from <= unit));
  }

  /**
   * The nearest place after (`direction` 1) or before (-1) `point` where a "word", "sentence" or
   * "paragraph" begins (`edge` 0) or ends (1); null when there is none.
   */
  step(point, granularity, direction, edge = START) {
    const unit = this.#positions.units(point);
    const blocks = this.#paragraphs();
    for (let index = this.#paragraphAt(unit); blocks[index]; index += direction) {
      const parts = this.#parts(index, granularity);
      const found =
        direction > 0
          ? parts.find((part) => part[edge] > unit)
          : parts.findLast((part) => part[edge] < unit);
      if (found) return this.#positions.points(found[edge]);
    }
    return null;
  }

  /** The word, sentence or paragraph that `point` is in, or the next one of its paragraph. */
  at(point, granularity) {
    const unit = this.#positions.units(point);
    if (!this.#paragraphs().length) return null;
    const parts = this.#parts(this.#paragraphAt(unit), granularity);
    const part = parts.find(([, to]) => to > unit) ?? parts.at(-1);
    return part ? part.map((place) => this.#positions.points(place)) : null;
  }

  /** Where each paragraph begins, in order. */
  get starts() {
    return this.#paragraphs().map(([from]) => this.#positions.points(from));
  }

  /**
   * A passage without the white space at its edges, grown to whole words, or with `exact` to whole
   * characters as people see them; null when there is nothing in it.
   */
  snapped(start, end, exact = false) {
    const { text } = this.#positions;
    const [from, to] = this.#trimmed(this.#positions.units(start), this.#positions.units(end));
    if (from >= to) return null;
    const segments = this.#segments(exact ? "grapheme" : "word", text);
    const last = segments.containing(to - 1);
    const grown = [segments.containing(from).index, last.index + last.segment.length];
    const [first, after] = grown.map((place) => this.#positions.points(place));
    return { start: first, end: after };
  }
}
