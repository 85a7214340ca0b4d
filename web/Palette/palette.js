// The commands (Ctrl K). The dialog opens at once; what it lists is asked of the circuit. Focus stays in the field, the chosen line is told by aria-activedescendant.
import { choose } from "./appearance.js";
import { press } from "./keyboard.js";
import { copy } from "./saying.js";

const most = 6; // used last, remembered
const dialog = () => document.getElementById("palette");
const field = () => dialog().querySelector("input[role=combobox]");
const list = () => document.getElementById("palette-list");
const options = () => [...list().querySelectorAll("[role=option]")];
let entered = null; // Enter was pressed before the list had come

const does = {
  go: (path, apart) => apart ? open(path, "_blank") : Blazor.navigateTo(path),
  load: (path, apart) => apart ? open(path, "_blank") : location.assign(path),
  download: path => Object.assign(document.createElement("a"), { href: path, download: "" }).click(),
  choose: words => choose(...words.split(":")),
  press: selector => document.querySelector(selector)?.click(),
  key: name => press(name),
  copy: () => copy(location.href, "Link copied"),
  print: () => print(),
};

export function startPalette() {
  const opened = dialog();
  if (!opened) return;
  field().addEventListener("input", () => ask());
  opened.addEventListener("keydown", key);
  opened.addEventListener("close", () => { entered = null; tell(""); });
  opened.addEventListener("click", e => {
    if (e.target === opened || e.target.closest("[data-close-palette]")) return opened.close();
    const option = e.target.closest("[role=option]");
    if (option) run(option, e.ctrlKey || e.metaKey);
  });
  opened.addEventListener("pointermove", e => { const option = e.target.closest("[role=option]"); if (option) select(option, false); });
  // The circuit exchanges the list when it comes up, and every answer changes it.
  new MutationObserver(found => { if (opened.open && found.some(m => m.type === "childList" || m.attributeName === "data-for")) arrived(); })
    .observe(opened, { childList: true, subtree: true, attributeFilter: ["data-for"] });
  new MutationObserver(() => { if (opened.open && document.documentElement.dataset.circuit === "up") ask(); }).observe(document.documentElement, { attributeFilter: ["data-circuit"] });
}

export function openPalette(e) {
  e?.preventDefault();
  for (const other of document.querySelectorAll("dialog[open]")) other.close();
  field().value = "";
  dialog().showModal();
  field().focus();
  ask();
}

export function togglePalette(e) {
  e.preventDefault();
  if (dialog().open) dialog().close();
  else openPalette(e);
}

// The question is a value of a hidden field of the circuit: what was typed behind a mark, then what was used last.
function ask() {
  tell(["?" + field().value, ...recent()].join("\n"));
}

function tell(question) {
  const hidden = dialog().querySelector("[data-palette-ask]");
  hidden.value = question;
  hidden.dispatchEvent(new Event("change", { bubbles: true }));
}

function arrived() {
  select(options()[0]);
  if (entered !== null && list().dataset.for === field().value) {
    const apart = entered;
    entered = null;
    const first = options()[0];
    if (first) run(first, apart);
  }
}

function key(e) {
  const all = options();
  const at = all.findIndex(o => o.getAttribute("aria-selected") === "true");
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 6, PageUp: -6 }[e.key];
  if (step && all.length > 0) {
    e.preventDefault();
    const wrapped = Math.abs(step) === 1 ? (at + step + all.length) % all.length : Math.min(all.length - 1, Math.max(0, at + step));
    select(all[wrapped]);
  } else if (e.key === "Enter") {
    e.preventDefault();
    const apart = e.ctrlKey || e.metaKey;
    if (list().dataset.for !== field().value) entered = apart;
    else if (all[at]) run(all[at], apart);
  }
}

function select(option, scroll = true) {
  for (const other of options()) other.setAttribute("aria-selected", String(other === option));
  if (option) field().setAttribute("aria-activedescendant", option.id);
  else field().removeAttribute("aria-activedescendant");
  if (scroll) option?.scrollIntoView({ block: "nearest" });
}

function run(option, apart) {
  const { id, do: action, arg } = option.dataset;
  remember(id);
  dialog().close();
  does[action]?.(arg, apart);
}

function recent() {
  try { return JSON.parse(localStorage.getItem("cryptorun.recent") ?? "[]").slice(0, most); } catch { return []; }
}

function remember(id) {
  try { localStorage.setItem("cryptorun.recent", JSON.stringify([id, ...recent().filter(r => r !== id)].slice(0, most))); } catch { /* not remembered */ }
}
