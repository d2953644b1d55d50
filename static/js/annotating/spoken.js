// What a screen reader hears about selecting, and how passages are put into few words.

const region = document.querySelector("[data-said]");

/** Say it once the reader is silent. The same words are said again. */
export function say(words) {
  if (!region) return;
  const again = region.textContent === words;
  region.textContent = again ? `${words}\u00a0` : words;
}

const LONGEST = 16; // UTF-16 units of a character as people see it, but for very rare ones
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

function characters(words) {
  return Array.from(graphemes.segment(words), ({ segment }) => segment);
}

/** A passage with its middle left out if it is long; no character is cut. */
export function shortened(words, most = 80) {
  const clean = words.replace(/\s+/g, " ").trim();
  const enough = most * LONGEST;
  if (clean.length <= most || (clean.length <= enough && characters(clean).length <= most)) return clean;
  const half = Math.floor(most / 2);
  const first = characters(clean.slice(0, enough)).slice(0, half);
  const last = characters(clean.slice(-enough)).slice(-half);
  return `${first.join("").trim()} … ${last.join("").trim()}`;
}
