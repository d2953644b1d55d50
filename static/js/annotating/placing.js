// Where the bar goes: by what it is about, not over it, and within what can be seen.

const EDGE = 8;
const GAP = { mouse: 8, touch: 28 }; // px; a phone draws handles below what is selected

/** What can be seen of the page, in px from the viewport's corner: less while a keyboard is shown. */
function seen() {
  const view = globalThis.visualViewport;
  const top = view?.offsetTop ?? 0;
  const left = view?.offsetLeft ?? 0;
  return {
    top: top + EDGE,
    left: left + EDGE,
    bottom: top + (view?.height ?? innerHeight) - EDGE,
    right: left + (view?.width ?? document.documentElement.clientWidth) - EDGE,
  };
}

/**
 * Put `box`, which is shown already, by `target`, a Range or an Element. With touch below it, because
 * a phone's own menu is above: where there is no room the page scrolls.
 */
export function placeBy(box, target, touch) {
  const view = seen();
  const about = target.getBoundingClientRect();
  const last = [...target.getClientRects()].at(-1) ?? about;
  const { width, height } = box.getBoundingClientRect();
  const gap = touch ? GAP.touch : GAP.mouse;
  let top = about.bottom + gap;
  if (top + height > view.bottom) {
    const above = about.top - gap - height;
    if (!touch && above >= view.top) top = above;
    else if (touch && about.height + gap + height <= view.bottom - view.top) {
      scrollBy({ top: top + height - view.bottom, behavior: "instant" });
      placeBy(box, target, false);
      return;
    } else top = Math.max(view.top, view.bottom - height);
  }
  top = Math.max(view.top, top);
  const rtl = last.width && getComputedStyle(box).direction === "rtl";
  const wanted = rtl ? last.right - width : Math.max(about.left, last.right - width);
  const left = Math.max(view.left, Math.min(wanted, view.right - width));
  const origin = corner(box);
  box.style.top = `${top - origin.top}px`;
  box.style.left = `${left - origin.left}px`;
}

/** The rectangle whose corner an absolutely placed box is placed from. */
function corner(box) {
  const parent = box.offsetParent;
  const placed = parent && getComputedStyle(parent).position !== "static";
  return (placed ? parent : document.documentElement).getBoundingClientRect();
}
