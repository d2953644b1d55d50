// What a screen reader hears about selecting, and how passages are put into few words.

const region = document.querySelector("[data-said]");

/** Say it once the reader is silent. The same words are said again. */
export function say(words) {
  if (!region) return;
  const again = region.textContent === words;
  region.textContent = again ? `${words}\u00a0` : words;
}

/** A passage with its middle left out if it is long. */
export function shortened(words, most = 80) {
  const characters = [...words.replace(/\s+/g, " ").trim()];
  if (characters.length <= most) return characters.join("");
  const half = Math.floor(most / 2);
  return `${characters.slice(0, half).join("").trim()} … ${characters.slice(-half).join("").trim()}`;
}
