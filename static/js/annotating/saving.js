// Sends a new annotation, and remembers for this tab what was given last.
import { send } from "../exchange.js";
import { joined } from "./tag-box.js";

const TAGS = "newsroom-last-tags";
const VISIBILITY = "newsroom-visibility";

function stored(key) {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

function store(key, value) {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    // A browser that keeps nothing: then nothing is repeated.
  }
}

/** The names of the tags that were given last; none when none were. */
export function lastTags() {
  return JSON.parse(stored(TAGS) ?? "[]");
}

/** Whether the last annotation was private: the next one is then, unless it is said otherwise. */
export function wasPrivate() {
  return stored(VISIBILITY) === "private";
}

/** Saves one annotation, however often that is tried. */
export class Attempt {
  #uid = uuid();
  #said = null;

  /**
   * Save it: `passage` in code points, null for the whole article. Throws Problem; then the same
   * said again is the same annotation, even if it was saved and only the answer was lost.
   */
  async save(url, { passage, tags, note, isPrivate }) {
    const fields = {
      start: passage?.start ?? "",
      end: passage?.end ?? "",
      tags: joined(tags),
      note,
      visibility: isPrivate ? "private" : "shared",
    };
    const said = JSON.stringify(fields);
    if (this.#said !== null && this.#said !== said) this.#uid = uuid(); // another annotation
    this.#said = said;
    const answer = await send(url, { ...fields, uid: this.#uid });
    if (tags.length) store(TAGS, JSON.stringify(tags));
    store(VISIBILITY, fields.visibility);
    return answer;
  }
}

/** A random UUID (RFC 9562, version 4), also where the page is not served over HTTPS. */
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
