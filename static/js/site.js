// On every page: light or dark, and the keyboard's help.
import { listen } from "./keys.js";

const root = document.documentElement;

function isDark() {
  const chosen = root.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function showTheme(button) {
  const dark = isDark();
  button.textContent = dark ? "☀" : "☾";
  button.setAttribute("aria-pressed", String(dark));
}

const themeSwitch = document.querySelector("[data-theme-switch]");
if (themeSwitch) {
  themeSwitch.hidden = false;
  showTheme(themeSwitch);
  themeSwitch.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    document.cookie = `theme=${root.dataset.theme};path=/;max-age=31536000;samesite=lax`;
    showTheme(themeSwitch);
  });
}

const help = document.getElementById("keys");
const helpButton = document.querySelector("[data-keys-help]");
if (help && helpButton) {
  const toggle = () => (help.open ? help.close() : help.showModal());
  helpButton.hidden = false;
  helpButton.addEventListener("click", toggle);
  listen("?", toggle);
}
