// What has just been done, told once, with a way back: read out, never in the way of typing.
const STAYS = 12_000;

function region() {
  const known = document.querySelector("[data-notices]");
  if (known) return known;
  const made = document.createElement("div");
  made.dataset.notices = "";
  made.className = "notices";
  made.setAttribute("role", "status");
  document.body.append(made);
  return made;
}

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
 * Say something short, in place of what was said before. An `error` stays until it is closed.
 * `undo`: the address that takes it back; its button dispatches `undo-asked` with it on the document.
 * `action`: another button, [what it says, what it does].
 */
export function notify(text, { undo = null, error = false, action = null } = {}) {
  const notice = document.createElement("div");
  notice.className = error ? "toast error" : "toast";
  const words = document.createElement("p");
  words.textContent = text;
  notice.append(words);
  let timer = 0;
  const close = () => {
    clearTimeout(timer);
    notice.remove();
  };
  const offered = undo
    ? ["Undo", () => document.dispatchEvent(new CustomEvent("undo-asked", { detail: undo }))]
    : action;
  if (offered) {
    const [name, act] = offered;
    notice.append(button(name, "", () => {
      close();
      act();
    }));
  }
  notice.append(button("×", "Close", close));
  const wait = () => {
    clearTimeout(timer);
    if (!error) timer = setTimeout(close, STAYS);
  };
  // Who is about to press its button is not outrun.
  for (const name of ["pointerenter", "focusin"]) notice.addEventListener(name, () => clearTimeout(timer));
  for (const name of ["pointerleave", "focusout"]) notice.addEventListener(name, wait);
  wait();
  region().replaceChildren(notice);
}

// The region is there before it says anything: one that is new to the page is not read out.
region();
