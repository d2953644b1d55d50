// Where the edges of a passage may go: to words, or with Alt or Shift to single characters.
import { reading, text } from "./page.js";

const NEAR = 64; // code points that hold the longest character people see as one
const STARTS = 0;
const ENDS = 1;

/** The code point of the text at a point of the window, or null where there is no text. */
export function pointAt(x, y) {
  const place = document.caretPositionFromPoint?.(x, y);
  const range = place ? null : document.caretRangeFromPoint?.(x, y);
  const [node, offset] = place ? [place.offsetNode, place.offset] : range ? [range.startContainer, range.startOffset] : [];
  return node && text.contains(node) ? reading().positions.offset(node, offset) : null;
}

/** The nearest beginning (`edge` "start") or end of a word. */
export function snapped(point, edge) {
  const { words } = reading();
  const kind = edge === "start" ? STARTS : ENDS;
  const before = words.step(point + 1, "word", -1, kind);
  const after = words.step(Math.max(0, point - 1), "word", 1, kind);
  if (before === null || after === null) return before ?? after ?? point;
  return point - before <= after - point ? before : after;
}

/** The next place for an edge in a direction (1 or -1), null at the text's end. */
export function next(point, edge, direction, byCharacter) {
  const { positions, words } = reading();
  if (!byCharacter) return words.step(point, "word", direction, edge === "start" ? STARTS : ENDS);
  const near = direction > 0 ? positions.slice(point, point + NEAR) : positions.slice(Math.max(0, point - NEAR), point);
  const characters = [...new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(near)];
  const one = direction > 0 ? characters[0] : characters.at(-1);
  return one ? point + direction * [...one.segment].length : null;
}

/** The word at an edge, as a screen reader says it. */
export function wordAt({ start, end }, edge) {
  const { positions, words } = reading();
  const word = words.at(edge === "start" ? start : Math.max(start, end - 1), "word");
  return word ? positions.slice(...word) : "";
}
