// Places in the text of an article: nodes and UTF-16 units, as the browser counts, on one side, code
// points of the whole text, as the archive counts, on the other. Nothing else converts between them.

const SECOND_HALVES = /[\uDC00-\uDFFF]/g; // of the pairs of units that make one code point

function pointsIn(data, units = data.length) {
  return units - (data.slice(0, units).match(SECOND_HALVES)?.length ?? 0);
}

function unitsIn(data, points) {
  if (points >= data.length) return data.length;
  let unit = 0;
  for (; points > 0 && unit < data.length; points -= 1) unit += data.codePointAt(unit) > 0xffff ? 2 : 1;
  return unit;
}

/** How many entries, from the first, `holds` for: it holds for all before the first it fails for. */
function count(entries, holds) {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(entries[middle])) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The text of `container`, which may change: it is read anew when something is asked after a change.
 * Marks add no text, so that places mean the same with and without them.
 */
export class TextPositions {
  #container;
  #changes;
  #read = null; // entries {node, points, units, wide}: where each text node begins

  constructor(container) {
    this.#container = container;
    this.#changes = new MutationObserver(() => this.refresh());
    this.#changes.observe(container, { childList: true, characterData: true, subtree: true });
  }

  /** Forget what was read. It happens by itself too. */
  refresh() {
    this.#read = null;
  }

  get #table() {
    if (this.#changes.takeRecords().length) this.refresh();
    if (this.#read) return this.#read;
    const entries = [];
    let points = 0;
    let text = "";
    const walker = document.createTreeWalker(this.#container, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const size = pointsIn(node.data);
      if (!node.data) continue;
      entries.push({ node, points, units: text.length, wide: size < node.length });
      points += size;
      text += node.data;
    }
    this.#read = { entries, text, length: points };
    return this.#read;
  }

  /** The whole text, exactly the container's textContent. */
  get text() {
    return this.#table.text;
  }

  /** Its length in code points. */
  get length() {
    return this.#table.length;
  }

  /**
   * The place, in code points, of a boundary point of the DOM: of a text node and UTF-16 units, or
   * of an element and children. What lies before the container is 0, what lies after it the length.
   */
  offset(node, offset) {
    const { entries, length } = this.#table;
    const place = document.createRange();
    place.setStart(node, offset);
    const begun = count(entries, (entry) => place.comparePoint(entry.node, 0) <= 0);
    const last = entries[begun - 1];
    if (last?.node === node) return last.points + (last.wide ? pointsIn(node.data, offset) : offset);
    return entries[begun]?.points ?? length;
  }

  /** The same for a range: its two ends in order, in code points. */
  ends(range) {
    return [
      this.offset(range.startContainer, range.startOffset),
      this.offset(range.endContainer, range.endOffset),
    ];
  }

  /** The Range of the code points from `start` to `end`; it hugs them, and is within the text. */
  range(start, end) {
    const range = document.createRange();
    range.selectNodeContents(this.#container);
    const { entries, length } = this.#table;
    if (!entries.length) return range;
    const first = Math.max(0, Math.min(start, length));
    const last = Math.max(first, Math.min(end, length));
    const from = entries[Math.max(0, count(entries, (entry) => entry.points <= first) - 1)];
    range.setStart(from.node, this.#within(from, first));
    const to = last > first ? entries[count(entries, (entry) => entry.points < last) - 1] : from;
    range.setEnd(to.node, this.#within(to, last));
    return range;
  }

  #within(entry, point) {
    const points = point - entry.points;
    return entry.wide ? unitsIn(entry.node.data, points) : Math.min(points, entry.node.length);
  }

  /** The words from one code point to another. */
  slice(start, end) {
    return this.text.slice(this.units(start), this.units(end));
  }

  /** The place in `text`, in UTF-16 units, of a place in code points. */
  units(point) {
    const { entries, text } = this.#table;
    const entry = entries[count(entries, (one) => one.points <= point) - 1];
    return entry ? Math.min(entry.units + this.#within(entry, point), text.length) : 0;
  }

  /** The place in code points of a place in `text`, which is in UTF-16 units. */
  points(unit) {
    const { entries, length } = this.#table;
    const entry = entries[count(entries, (one) => one.units <= unit) - 1];
    if (!entry) return 0;
    const within = unit - entry.units;
    return Math.min(entry.points + (entry.wide ? pointsIn(entry.node.data, within) : within), length);
  }
}
