// The passage that the bar is about stays visible while something else has the focus.

const NAME = "pending";

/** Show a Range as what is about to be annotated; null shows nothing. */
export function showPending(range) {
  if (!globalThis.CSS?.highlights) return;
  if (range) CSS.highlights.set(NAME, new Highlight(range));
  else CSS.highlights.delete(NAME);
}
