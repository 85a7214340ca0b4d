// A link to a place on the same page marks that place, opens what it is folded into and gives it the focus: :target knows nothing of an address that the router has written.
const mark = "data-traced";

export function startTracing() {
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
  if (place.tagName === "DETAILS") place.open = true;
  place.setAttribute(mark, "");
  if (!place.matches("a,button,input,select")) place.tabIndex = -1;
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: place.offsetHeight > innerHeight / 2 ? "start" : "center" });
}
