// The tags that can be given: those used last first, then by use. Fetched before they are needed.
import { send } from "../exchange.js";

const MARKS = /\p{M}/gu;

export function folded(name) {
  return name.normalize("NFD").replace(MARKS, "").toLocaleLowerCase().trim();
}

/** How well an offer fits what was typed (folded): the less the better, null for not at all. */
function rank(offer, typed) {
  const name = folded(offer.name);
  if (name === typed) return 0;
  if (name.startsWith(typed)) return 1;
  if (name.includes(` ${typed}`)) return 2;
  if (name.includes(typed)) return 3;
  return folded(offer.path).includes(typed) ? 4 : null;
}

class Offers {
  #url;
  #asked = null;
  #known = new Map(); // folded name → offer, in the order in which the server gave them
  complete = false;
  mayMake = null; // not known yet: the server has the last word

  constructor(url) {
    this.#url = url;
  }

  /** Fetch them if that was not done; later calls wait for the same answer. */
  ready() {
    this.#asked ??= this.#ask({}).catch((problem) => {
      this.#asked = null; // another try may do better
      throw problem;
    });
    return this.#asked;
  }

  /** What was used last has changed. */
  renew() {
    this.#asked = null;
    return this.ready().catch(() => {});
  }

  async #ask(fields) {
    const answer = await send(this.#url, fields, { method: "GET" });
    this.mayMake = answer.may_make;
    if (!fields.q) {
      this.#known.clear();
      this.complete = answer.complete;
    }
    for (const tag of answer.tags) {
      const key = folded(tag.name);
      if (!this.#known.has(key)) this.#known.set(key, tag);
    }
  }

  /** Ask for what the first answer left out. Whether there was anything to ask. */
  async search(typed) {
    await this.ready();
    if (this.complete || !folded(typed)) return false;
    await this.#ask({ q: typed });
    return true;
  }

  /** The offers that fit, best first. */
  fitting(typed) {
    const key = folded(typed);
    const all = [...this.#known.values()];
    if (!key) return all;
    const ranked = all.map((offer) => [rank(offer, key), offer]).filter(([fit]) => fit !== null);
    return ranked.sort(([a], [b]) => a - b).map(([, offer]) => offer);
  }

  /** The offer whose name this is, letter case aside. */
  named(name) {
    const found = this.#known.get(folded(name));
    return found && found.name.toLowerCase() === name.trim().toLowerCase() ? found : null;
  }

  /** The tag used last (1) to the one used ninth last (9), or null. */
  recent(number) {
    return [...this.#known.values()].find((offer) => offer.recent === number - 1) ?? null;
  }
}

/** Those of the page: what is made or given in one place is offered in the others. */
export const offers = new Offers(document.querySelector("[data-article]")?.dataset.offersUrl);
