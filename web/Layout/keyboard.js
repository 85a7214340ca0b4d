// Keys of every page. Rows are links; j and k move the focus among them, and only one of them is a tab stop.
const rows = () => [...document.querySelectorAll("[data-rows] a[data-row]")];
let pending = null;

export function startKeyboard() {
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
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  const typing = e.target.closest("input,select,textarea,[contenteditable]");
  if (e.key === "Escape") return escape(e, typing);
  if (typing || document.querySelector("dialog[open]")) return;

  if (pending === "g") {
    pending = null;
    const page = document.querySelector(`a[data-go="${CSS.escape(e.key)}"]`);
    if (page) return go(e, page.getAttribute("href"));
  }

  switch (e.key) {
    case "/": return focusSearch(e);
    case "?": e.preventDefault(); return document.getElementById("help").showModal();
    case "g": pending = "g"; setTimeout(() => { pending = null; }, 1000); return;
    case "t": return document.querySelector("[data-times]")?.click();
    case "j": return move(e, 1);
    case "k": return move(e, -1);
  }
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
  if (typing) return typing.blur();
  if (document.activeElement?.matches("a[data-row]")) return document.activeElement.blur();
  if (location.pathname !== "/") { e.preventDefault(); history.length > 1 ? history.back() : go(e, "/"); }
}

function focusSearch(e) {
  const search = document.querySelector("[data-search]");
  if (!search) return;
  e.preventDefault();
  search.closest("form").classList.add("open");
  search.focus();
  search.select();
}

function go(e, path) {
  e.preventDefault();
  Blazor.navigateTo(path);
}
