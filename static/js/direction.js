// Which way the text runs at a place: in one paragraph both ways may occur.

const STRONG = /[\p{L}\p{M}\p{N}]/u; // what is none of these runs as its paragraph does
const ARABIC_DIGIT = /[\u0660-\u0669\u06f0-\u06f9]/;
const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Whether a character runs from right to left; `element` is what it stands in. */
export function isRtl(character, element) {
  if (!STRONG.test(character)) return getComputedStyle(element).direction === "rtl";
  return RTL.test(character) && !ARABIC_DIGIT.test(character);
}
