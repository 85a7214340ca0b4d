// Keys of every page: the list is the help's (SiteKey.cs). Rows are links; j and k move the focus among them, and only one of them is a tab stop.
import { openPalette, togglePalette } from "./palette.js";

const rows = () => [...document.querySelectorAll("[data-rows] a[data-row]")];
const single = new Map(); // key -> what it does
const pages = new Map(); // key after g -> address
let begun = null; // when g was pressed; what follows within a moment is a page
const moment = 1500;

const does = {
  search: focusSearch,
  rows: (e, key) => move(e, key === "j" ? 1 : -1),
  filter: e => reach(e, ["[data-filter]", "#filters select", "main [role=search] input", "main .tools .seg button", "main .seg button"]),
  export: e => reach(e, ["[data-export]", ".anchor-export", "main [popovertarget^=export]"], true),
  times: () => document.querySelector("[data-times-switch]")?.click(),
  help: e => { e.preventDefault(); document.getElementById("help").showModal(); },
};

/** Does what a key does, by its name in the list. */
export const press = name => does[name]?.(new Event("press", { cancelable: true }));

export function startKeyboard() {
  for (const line of document.querySelectorAll("#help [data-keys]")) {
    const keys = line.dataset.keys.split(" ");
    if (line.dataset.does === "go") pages.set(keys[1], line.dataset.href);
    else if (does[line.dataset.does]) for (const key of keys) single.set(key, line.dataset.does);
  }

  document.addEventListener("keydown", key);
  document.addEventListener("focusin", e => { if (e.target.matches?.("a[data-row]")) rove(e.target); });
  document.addEventListener("click", e => {
    const row = e.target.closest?.("[data-rows] tr");
    if (row && !e.target.closest("a,button,input,select")) row.querySelector("a[data-row]")?.click();
  });
  new MutationObserver(() => { if (!document.querySelector("a[data-row][tabindex='0']")) rove(rows()[0]); })
    .observe(document.body, { childList: true, subtree: true });
  rove(rows()[0]);
}

function rove(link) {
  if (!link) return;
  for (const other of document.querySelectorAll("a[data-row][tabindex='0']")) other.tabIndex = -1;
  link.tabIndex = 0;
}

function key(e) {
  if (e.key.toLowerCase() === "k" && (e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey) return togglePalette(e);
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  const typing = e.target.closest("input:not([type=checkbox],[type=radio],[type=range]),select,textarea,[contenteditable]");
  if (e.key === "Escape") return escape(e, typing);
  if (typing || document.querySelector("dialog[open]")) return;

  const follows = begun !== null && e.timeStamp - begun < moment;
  begun = null;
  if (follows && pages.has(e.key)) return go(e, pages.get(e.key));
  if (e.key === "g") {
    begun = e.timeStamp;
    return;
  }

  if (single.has(e.key)) does[single.get(e.key)](e, e.key);
}

function move(e, step) {
  const all = rows();
  if (all.length === 0) return;
  e.preventDefault();
  const at = all.indexOf(document.activeElement);
  const next = at < 0 ? all.find(r => r.getBoundingClientRect().top > 0) ?? all[0] : all[Math.min(all.length - 1, Math.max(0, at + step))];
  next.focus({ preventScroll: true });
  next.closest("tr").scrollIntoView({ block: "nearest" });
}

function escape(e, typing) {
  if (document.querySelector("dialog[open], [popover]:popover-open")) return; // the browser closes it
  const toast = document.activeElement?.closest(".toast");
  if (toast) return closeToast(toast);
  if (typing) return typing.blur();
  if (document.activeElement?.matches("a[data-row]")) return document.activeElement.blur();
  if (location.pathname !== "/") { e.preventDefault(); history.length > 1 ? history.back() : go(e, "/"); }
}

// The focus goes to the toast beside it, so that several can be closed one after another.
function closeToast(toast) {
  const beside = toast.nextElementSibling ?? toast.previousElementSibling;
  toast.querySelector("[data-close-toast]").click();
  (beside?.querySelector("[data-close-toast]") ?? document.getElementById("main"))?.focus();
}

// The first control of the page that is there and can be seen; a menu is opened, a field is focused.
function reach(e, selectors, press = false) {
  const control = selectors.flatMap(s => [...document.querySelectorAll(s)]).find(c => c.checkVisibility({ visibilityProperty: true }));
  if (!control) return;
  e.preventDefault();
  control.focus();
  if (press) control.click();
}

function focusSearch(e) {
  const search = document.querySelector("[data-search]");
  if (!search?.closest("form").checkVisibility()) return openPalette(e); // the phone has no field of its own
  e.preventDefault();
  search.closest("form").classList.add("open");
  search.focus();
  search.select();
}

function go(e, path) {
  e.preventDefault();
  Blazor.navigateTo(path);
}
