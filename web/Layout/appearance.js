// Theme, direction palette and zone by choice, remembered; and the dialog that offers them.
import { openPalette } from "./palette.js";

const root = document.documentElement;
const light = matchMedia("(prefers-color-scheme: light)");
const help = () => document.getElementById("help");

export function startAppearance() {
  document.addEventListener("click", e => {
    const target = e.target.closest?.("[data-action],[data-choose]");
    if (!target) return;
    if (target.dataset.choose) return choose(target.dataset.choose, target.value);
    switch (target.dataset.action) {
      case "theme": return choose("theme", root.dataset.theme === "dark" ? "light" : "dark");
      case "help": return help().showModal();
      case "close-help": return help().close();
      case "palette": help().close(); return openPalette(e);
    }
  });
  help()?.addEventListener("click", e => { if (e.target.id === "help") e.target.close(); });
  light.addEventListener("change", () => { if (chosen("theme") === "system") show("theme", "system"); });
  new MutationObserver(press).observe(root, { attributeFilter: ["data-theme", "data-direction", "data-times"] });
  // A menu that opens may be another than the one that was there at the start.
  document.addEventListener("toggle", press, true);
  press();
}

/** Takes a choice of theme, direction or times. */
export function choose(name, value) {
  if (name === "times") {
    if (root.dataset.times !== value) document.querySelector("[data-times-switch]")?.click();
    return;
  }

  try { localStorage.setItem("cryptorun." + name, value); } catch { /* kept for this page only */ }
  root.dataset[name + "Choice"] = value;
  show(name, value);
  press();
}

function show(name, value) {
  root.dataset[name] = value === "system" ? (light.matches ? "light" : "dark") : value;
}

function chosen(name) {
  return root.dataset[name + "Choice"] ?? root.dataset[name];
}

function press() {
  for (const button of document.querySelectorAll("[data-choose]")) button.setAttribute("aria-pressed", String((chosen(button.dataset.choose) ?? first(button)) === button.value));
}

// What is in force as long as nothing was chosen: the first of the group.
function first(button) {
  return button.parentElement.querySelector("[data-choose]").value;
}
