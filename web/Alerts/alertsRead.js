// How many alerts are unread, in navigation and tab bar: the circuit says which there are, this browser remembers which it has seen. They are read when the alerts page is in sight.
// A browser that comes for the first time has read what stood before: that is history.
const key = `cryptorun.alerts.read.${document.documentElement.dataset.source}`;
const marks = () => [...document.querySelectorAll("[data-unread],[data-unread-too]")];
const idsOf = mark => mark.dataset.unread.split(" ").filter(Boolean);
const isReading = () => location.pathname.startsWith("/alerts") && !document.hidden;

export function startUnread() {
  const watch = new MutationObserver(count);
  watch.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-unread", "aria-current"] });
  document.addEventListener("visibilitychange", count);
  addEventListener("storage", e => { if (e.key === key) count(); });
  count();
}

function count() {
  const said = document.querySelector("[data-unread]");
  if (!said) return;
  const ids = idsOf(said);
  let read = recall();
  if (!read || (isReading() && ids.some(id => !read.includes(id)))) {
    read = ids;
    try { localStorage.setItem(key, JSON.stringify(ids)); } catch { /* then it is counted anew each time */ }
  }

  const unread = ids.filter(id => !read.includes(id)).length;
  for (const mark of marks()) {
    const text = unread > 0 ? `${unread} unread` : "";
    if (mark.textContent === text && mark.hidden === (unread === 0)) continue;
    const word = document.createElement("span");
    [word.className, word.textContent] = ["sr", " unread"];
    mark.replaceChildren(...unread > 0 ? [`${unread}`, word] : []);
    mark.hidden = unread === 0;
  }
}

function recall() {
  try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
}
