// What was typed is not lost when the circuit takes the page over, nor when the page must load itself again: every field of the page that somebody has touched, and the search, pass over.
// A password is never kept. A field gets its text back once the circuit shows one of the same name on the same page. The row that has the focus passes over like a field.
const key = "cryptorun.typed";
const patience = 60000;
const never = ["password", "hidden", "file", "submit", "reset", "button", "image"];
const touched = new WeakSet();
let page = location.pathname; // where the field with the focus was touched last
let early = null; // what was typed into the server's first answer, before the circuit was there

const kinds = "main :is(input,select,textarea,a[data-row]),[data-search]";
const isField = f => f.matches?.(kinds) && !never.includes(f.type);
const fields = () => [...document.querySelectorAll(kinds)].filter(isField);
const words = label => [...label.childNodes].filter(n => n.nodeType === Node.TEXT_NODE).map(n => n.textContent.trim()).join(" ").trim();
const isBox = f => f.type === "checkbox" || f.type === "radio";

// Its own name, else what stands beside it.
function name(f) {
  const own = f.dataset.keep || f.id || f.name || f.getAttribute("aria-label") || f.getAttribute("href") || [...f.labels ?? []].map(words).join(" ");
  return own && f.type === "radio" ? `${own}=${f.value}` : own;
}

for (const change of ["input", "change", "focusin"]) addEventListener(change, note, true);
addEventListener("focusin", stay, true);
note({ type: "start", target: document.activeElement });
for (const f of fields()) if (f.defaultValue !== undefined && !isBox(f) && f.value !== f.defaultValue) touched.add(f);

// The router gives the focus to a page's heading some time after the page is there: not out of a field in which somebody writes already.
function stay(e) {
  const field = e.relatedTarget;
  if (e.target.matches?.("h1") && field?.isConnected && isField(field) && page === location.pathname) field.focus({ preventScroll: true });
}

function note(e) {
  if (!isField(e.target)) return;
  page = location.pathname;
  if (e.type === "input" || e.type === "change") touched.add(e.target);
  if (!document.documentElement.dataset.circuit) early = typed();
}

function typed() {
  const focused = document.activeElement;
  return fields().filter(f => touched.has(f) || f === focused)
    .map(f => ({ name: name(f), value: f.value, checked: f.checked, touched: touched.has(f), focus: f === focused, from: f === focused && !isBox(f) ? f.selectionStart : null }))
    .filter(f => f.name);
}

/** Keeps what is typed; called right before the page loads itself again. */
export function keepTyped() {
  try { sessionStorage.setItem(key, JSON.stringify({ path: location.pathname, typed: typed() })); } catch { /* nothing can be kept */ }
}

/** Gives it back, field by field as the circuit brings them. */
export function restoreTyped() {
  let kept = null;
  try {
    kept = JSON.parse(sessionStorage.getItem(key));
    sessionStorage.removeItem(key);
  } catch { /* nothing was kept */ }
  const before = kept?.path === location.pathname ? kept.typed : [];
  const waiting = new Map([...before, ...early ?? []].map(f => [f.name, f]));
  if (early?.some(f => f.focus)) for (const f of before) f.focus = waiting.get(f.name) !== f && f.focus;
  early = null;
  if (waiting.size === 0) return;

  const give = () => {
    for (const field of fields()) {
      const was = waiting.get(name(field));
      if (!was) continue;
      waiting.delete(was.name);
      fill(field, was);
    }

    if (waiting.size === 0) watch.disconnect();
  };
  const watch = new MutationObserver(give);
  watch.observe(document.body, { childList: true, subtree: true });
  setTimeout(() => watch.disconnect(), patience);
  give();
}

/** Tells the circuit what a field holds. */
export function tell(field) {
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function fill(field, was) {
  if (was.touched && (isBox(field) ? field.checked !== was.checked : field.value !== was.value)) {
    if (isBox(field)) field.checked = was.checked;
    else field.value = was.value;
    tell(field);
  }

  if (was.focus) hold(field, was.from);
}

// The router, when it arrives, gives the focus to the page's heading: it is taken back, unless the reader has moved on.
function hold(field, from) {
  const put = () => {
    field.focus({ preventScroll: true });
    if (from !== null) try { field.setSelectionRange(from, from); } catch { /* a field without a caret */ }
  };
  const back = e => { if (e.target.matches?.("h1")) put(); };
  const stop = () => document.removeEventListener("focusin", back);
  document.addEventListener("focusin", back);
  for (const sign of ["keydown", "pointerdown"]) document.addEventListener(sign, stop, { once: true, capture: true });
  setTimeout(stop, patience);
  put();
}
