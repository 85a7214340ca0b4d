// What was typed and not yet sent is not lost when the page must load itself again: fields marked data-keep, and the search, pass over the reload in the session's storage.
// A password is never kept. A field of the same mark on the same page gets its text back once the circuit shows it.
const key = "cryptorun.typed";
const patience = 15000;
const fields = () => [...document.querySelectorAll("[data-keep],[data-search]")].filter(f => "value" in f && f.type !== "password");
const name = f => f.dataset.keep || f.id || f.name;

/** Keeps what is typed; called right before the page loads itself again. */
export function keepTyped() {
  const focused = document.activeElement;
  const typed = fields()
    .map(f => ({ name: name(f), value: f.value, checked: f.checked, focus: f === focused, from: f === focused && f.type !== "checkbox" ? f.selectionStart : null }))
    .filter(f => f.name && (f.value || f.checked !== undefined || f.focus));
  try { sessionStorage.setItem(key, JSON.stringify({ path: location.pathname, typed })); } catch { /* nothing can be kept */ }
}

/** Gives it back, field by field as the circuit brings them. */
export function restoreTyped() {
  let kept = null;
  try {
    kept = JSON.parse(sessionStorage.getItem(key));
    sessionStorage.removeItem(key);
  } catch { /* nothing was kept */ }
  if (kept?.path !== location.pathname || !kept.typed?.length) return;

  const waiting = new Map(kept.typed.map(f => [f.name, f]));
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
  const box = field.type === "checkbox" || field.type === "radio";
  if (box ? field.checked !== was.checked : field.value !== was.value) {
    if (box) field.checked = was.checked;
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
