// Short messages at the foot of the page, with a way back: read out, never in the way of typing.
const STAYS = 12_000;
const region = document.createElement("div");
region.className = "notices";
region.setAttribute("role", "status");
document.body.append(region);

function button(text, name, action) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "quiet";
  made.textContent = text;
  if (name) made.setAttribute("aria-label", name);
  made.addEventListener("click", action);
  return made;
}

/**
 * Say something short, in place of what was said before.
 * `undo`: a function that takes it back, offered as a button. An `error` stays until it is closed.
 */
export function notify(text, { undo, error = false } = {}) {
  const notice = document.createElement("div");
  notice.className = error ? "toast error-toast" : "toast";
  if (error) notice.setAttribute("role", "alert");
  const words = document.createElement("p");
  words.textContent = text;
  notice.append(words);
  const close = () => {
    clearTimeout(timer);
    notice.remove();
  };
  if (undo) {
    notice.append(
      button("Undo", "", () => {
        close();
        undo();
      }),
    );
  }
  notice.append(button("×", "Close", close));
  let timer = 0;
  const wait = () => {
    clearTimeout(timer);
    if (!error) timer = setTimeout(close, STAYS);
  };
  // Who is about to press its button is not outrun.
  for (const name of ["pointerenter", "focusin"]) notice.addEventListener(name, () => clearTimeout(timer));
  for (const name of ["pointerleave", "focusout"]) notice.addEventListener(name, wait);
  wait();
  region.replaceChildren(notice);
}
