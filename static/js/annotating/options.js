// How the tags that can be chosen are drawn.

const MOST = { few: 9, all: 50 };

function option(list, index, ...children) {
  const element = document.createElement("li");
  element.id = `${list.id}-${index}`;
  element.dataset.index = index;
  element.setAttribute("role", "option");
  element.setAttribute("aria-selected", "false");
  element.append(...children);
  return element;
}

function part(name, className, text = "") {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
}

function offered(list, offer, index, numbered) {
  const parts = [part("span", `swatch c-${offer.colour}`), part("bdi", "option-name", offer.name)];
  const above = offer.path.slice(0, -offer.name.length).replace(/[\s/›>]+$/, "");
  if (above) parts.push(part("bdi", "option-path", above));
  const has = numbered && offer.recent !== null;
  if (has) parts.push(part("kbd", "option-key", String(offer.recent + 1)));
  const element = option(list, index, ...parts);
  if (has) element.setAttribute("aria-keyshortcuts", String(offer.recent + 1));
  return element;
}

/**
 * Elements of `list` for offers, as many as anybody reads, and what they stand for. With `few`, only
 * those used last, or if there are none those used most. `make`: the last is to make a tag of
 * `typed`, or where it is not known (`isKnown`) which there are, to give the one that is called so.
 */
export function options(list, offers, { few, typed, make, isKnown }) {
  const recent = offers.filter((offer) => offer.recent !== null);
  const shown = (few && recent.length ? recent : offers).slice(0, few ? MOST.few : MOST.all);
  const elements = shown.map((offer, index) => offered(list, offer, index, !typed));
  if (make) {
    const name = typed.replace(/\s+/g, " ");
    elements.push(option(list, shown.length, part("span", "option-name", `${isKnown ? "Make tag" : "Tag"} “${name}”`)));
    shown.push({ name });
  }
  return { elements, shown };
}
