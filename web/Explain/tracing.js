// A link to a place on the same page marks that place, opens what it is folded into and gives it the focus: :target knows nothing of an address that the router has written.
const mark = "data-traced";

const narrow = matchMedia("(max-width:640px)");

export function startTracing() {
  // Panes that can be folded begin folded where there is little room: the verdict, its making and the gates come first.
  const fold = () => {
    for (const pane of document.querySelectorAll("details[data-fold]:not([data-seen])")) {
      pane.dataset.seen = "";
      if (narrow.matches) pane.open = false;
    }
  };
  fold();
  new MutationObserver(fold).observe(document.body, { childList: true, subtree: true });
  document.addEventListener("click", e => {
    const link = e.target.closest?.("main a[href*='#']");
    if (link && link.pathname === location.pathname && link.search === location.search && !e.ctrlKey && !e.metaKey) setTimeout(() => show(link.hash));
  });
  addEventListener("popstate", () => show(location.hash));
  new MutationObserver(() => { if (document.documentElement.dataset.circuit === "up" && location.hash) show(location.hash); })
    .observe(document.documentElement, { attributeFilter: ["data-circuit"] });
}

function show(hash) {
  for (const old of document.querySelectorAll(`[${mark}]`)) old.removeAttribute(mark);
  const place = hash.length > 1 ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
  if (!place || place.tagName === "MAIN") return;
  for (let fold = place.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  const own = place.querySelector(":scope > details[data-fold]");
  if (own) own.open = true;
  place.setAttribute(mark, "");
  if (!place.matches("a,button,input,select")) place.tabIndex = -1;
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: place.offsetHeight > innerHeight / 2 ? "start" : "center" });
}
