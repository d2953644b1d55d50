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

function set(button, open) {
  button.setAttribute("aria-expanded", String(open));
}

/** Open every branch that `item` is in. */
export function reveal(item) {
  for (let above = item.parentElement.closest("[data-tag]"); above; above = above.parentElement.closest("[data-tag]")) {
    const button = above.querySelector(":scope > .tree-row > .tree-fold");
    if (button) set(button, true);
  }
}

/** Put the buttons into the tree; branches that were folded the last time are again. */
export function fold() {
  const known = folded();
  const tree = document.querySelector("[data-tree]");
  for (const item of tree.querySelectorAll("[data-tag]:has(> ul)")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "tree-fold";
    button.setAttribute("aria-label", `Tags below ${item.querySelector(".tree-name").textContent}`);
    set(button, !known.has(item.dataset.tag));
    button.addEventListener("click", () => {
      const open = button.getAttribute("aria-expanded") !== "true";
      set(button, open);
      remember(item, !open);
    });
    item.querySelector(".tree-row").prepend(button);
  }
  tree.classList.toggle("folding", Boolean(tree.querySelector(".tree-fold")));
  const meant = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (meant?.matches("[data-tag]")) reveal(meant);
}
