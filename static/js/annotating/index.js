// Making annotations: what is selected in the text, by mouse, touch or keys, is given to the bar.
import { areOn, listen } from "../keys.js";
import { TextPositions } from "../positions.js";
import { Bar } from "./bar.js";
import { Caret } from "./caret.js";
import { offers } from "./offers.js";
import { lastTags } from "./saving.js";
import { watchSelection } from "./selecting.js";
import { say, shortened } from "./spoken.js";
import { Words } from "./words.js";

const NUMBERS = "123456789";
const TYPED = /^[^\p{N}\s[\]?]$/u; // what begins a tag's name: numbers, brackets and ? do something else
const CONTROLS = "a, button, summary, input, select, textarea, [role=button]";

function start(article, text, box) {
  const positions = new TextPositions(text);
  const words = new Words(positions, text);
  const caret = new Caret({ text, positions, words });
  let from = text; // what the bar was opened from, and leads back to
  let returning = false;

  /** Give the focus back, to the caret if it was there. */
  function back(hadFocus) {
    if (!hadFocus && from !== caret) return;
    returning = true;
    (from === caret ? text : from).focus({ preventScroll: true });
    returning = false;
  }

  function select({ start, end }) {
    getSelection().removeAllRanges();
    getSelection().addRange(positions.range(start, end));
  }

  const bar = new Bar({
    box,
    positions,
    offers,
    urls: { annotate: article.dataset.annotateUrl, occurrences: article.dataset.occurrencesUrl },
    left(passage, hadFocus) {
      back(hadFocus);
      if (from === caret) caret.select(passage);
      else if (passage && hadFocus) select(passage);
    },
    saved(passage, hadFocus) {
      getSelection().removeAllRanges();
      back(hadFocus);
      if (from === caret) caret.put(passage.end);
    },
  });

  const look = watchSelection({
    text,
    positions,
    words,
    ignored: (node = document.activeElement) => bar.has(node) || (caret.active && node !== document.body),
    chosen(passage, touch) {
      from = text;
      bar.open(passage, { touch });
      const quote = shortened(positions.slice(passage.start, passage.end));
      say(`Selected: ${quote}. Enter to annotate it.`);
    },
    cleared: () => bar.passage && !bar.isBegun && bar.isOpen && bar.close(),
  });

  /** Open the bar for what the caret has selected; whether there is anything to open it for. */
  function openAtCaret(passage, focus) {
    if (!passage) return false;
    from = caret;
    bar.open(passage, { focus });
    return true;
  }

  /** Have the bar open for what is selected; whether anything is. */
  function isReady() {
    look();
    return bar.isOpen || openAtCaret(caret.passage, false);
  }

  for (const number of NUMBERS) {
    listen(number, () => (isReady() ? void bar.applyRecent(Number(number)) : false));
  }
  listen("r", () => (lastTags().length && isReady() ? void bar.repeat() : false));

  text.tabIndex = 0;
  text.setAttribute("role", "group");
  text.setAttribute("aria-label", "Text of the article");
  text.setAttribute("aria-describedby", "text-keys");
  text.addEventListener("focus", () => {
    offers.ready().catch(() => {});
    if (text.matches(":focus-visible") && !bar.isOpen && !returning) caret.enter();
  });
  text.addEventListener("blur", () => caret.leave());
  text.addEventListener("pointerdown", () => {
    offers.ready().catch(() => {});
    caret.leave();
  });
  text.addEventListener("keydown", (event) => {
    if (event.target !== text || event.defaultPrevented) return;
    // Left, the text keeps the focus: Tab goes on from it, and Enter is in it again.
    if (!caret.active && event.key === "Enter") caret.enter();
    else if (!caret.active) return;
    else if (event.key === "Escape") {
      caret.leave();
      getSelection().removeAllRanges();
    } else if (event.key === "Enter" && !event.ctrlKey) openAtCaret(caret.passageOrWord, true);
    else if (!caret.press(event)) return;
    else if (bar.isOpen && !bar.isBegun) bar.close();
    event.preventDefault();
    event.stopPropagation();
  });

  document.addEventListener("keydown", (event) => {
    if (bar.has(event.target) || event.defaultPrevented || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(CONTROLS)) return;
    look(); // a key may come before the bar for what was just selected
    if (!bar.isOpen) return;
    if (event.key === "Escape") bar.close();
    else if (event.key === "Enter") bar.focus();
    else if (TYPED.test(event.key) && !(event.key === "r" && lastTags().length) && areOn()) {
      bar.focus(); // it goes into its field
      event.stopImmediatePropagation();
      return;
    } else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
  addEventListener("pointerdown", (event) => {
    if (bar.isOpen && !bar.isBegun && !bar.has(event.target) && !text.contains(event.target)) bar.close();
  });
  document.addEventListener("annotations-changed", () => {
    positions.refresh();
    bar.refresh();
  });

  const tools = document.querySelector("[data-annotate-tools]");
  tools.hidden = false;
  const whole = tools.querySelector("[data-annotate-whole]");
  whole.addEventListener("click", () => {
    from = whole;
    bar.open(null, { focus: true, beside: whole });
  });
}

const article = document.querySelector("[data-article][data-may-annotate]");
const text = article?.querySelector("[data-article-text]");
const box = document.querySelector("[data-bar]");
if (text && box) start(article, text, box);
