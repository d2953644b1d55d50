// A button before each tag that has others below it, which hides and shows those.
const STORED = "newsroom-codebook-folded";

function folded() {
  try {
    return new Set(JSON.parse(localStorage.getItem(STORED) ?? "[]"));
  } catch {
    return new Set();
  }
}

function remember(item, closed) {
  const known = folded();
  if (closed) known.add(item.dataset.tag);
  else known.delete(item.dataset.tag);
  try {
    localStorage.setItem(STORED, JSON.stringify([...known]));
  } catch {
    // Private windows may keep nothing: the branch is folded all the same.
  }
}

/** Show or hide what is below a tag; one that has nothing below it is left as it is. */
export function set(item, open) {
  item.querySelector(":scope > .tree-row > .tree-fold")?.setAttribute("aria-expanded", String(open));
  item.classList.toggle("folded", !open);
}

/** Open every branch that `item` is in. */
export function reveal(item) {
  for (let above = item.parentElement.closest("[data-tag]"); above; above = above.parentElement.closest("[data-tag]")) {
    set(above, true);
  }
}

/** Put the buttons into the tree; branches that were folded the last time are again. */
export function fold() {
  const known = folded();
  const tree = document.querySelector("[data-tree]");
  for (const item of tree.querySelectorAll(".branch")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "tree-fold";
    button.setAttribute("aria-label", `Tags below ${item.querySelector(".tree-name").textContent}`);
    button.addEventListener("click", () => {
      const open = button.getAttribute("aria-expanded") !== "true";
      set(item, open);
      remember(item, !open);
    });
    item.firstElementChild.prepend(button);
    set(item, !known.has(item.dataset.tag));
  }
  tree.classList.toggle("folding", Boolean(tree.querySelector(".branch")));
  const meant = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (meant?.matches("[data-tag]")) reveal(meant);
}
