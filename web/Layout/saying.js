// What the browser did by itself is said in the page's toasts; and the clipboard, whose outcome must be told.
const enough = 200;

/** Shows a toast; kind is info, ok, warning or error. */
export function say(kind, title, text = "") {
  const hidden = document.querySelector("[data-say]");
  if (!hidden) return;
  hidden.value = [kind, title, text].map(line => line.replaceAll("\n", " ").slice(0, enough)).join("\n");
  hidden.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Copies a text and says that it did. */
export async function copy(text, what = "Copied") {
  try {
    if (navigator.clipboard) await navigator.clipboard.writeText(text);
    else if (!copyOldWay(text)) throw new Error("refused");
    say("ok", what, text);
  } catch {
    say("error", "The browser did not allow copying", text);
  }
}

// Without HTTPS a browser has no clipboard of its own to offer.
function copyOldWay(text) {
  const area = Object.assign(document.createElement("textarea"), { value: text, readOnly: true, className: "sr" });
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

document.addEventListener("click", e => {
  const button = e.target.closest?.("[data-copy]");
  if (button) copy(button.dataset.copy);
});
