// Theme and direction palette by choice, remembered; and the dialog that offers them.
const root = document.documentElement;

export function startAppearance() {
  document.addEventListener("click", e => {
    const target = e.target.closest?.("[data-action],[data-choose]");
    if (!target) return;
    if (target.dataset.choose) choose(target.dataset.choose, target.value);
    else if (target.dataset.action === "theme") choose("theme", root.dataset.theme === "dark" ? "light" : "dark");
    else if (target.dataset.action === "help") document.getElementById("help").showModal();
    else if (target.dataset.action === "close-help") document.getElementById("help").close();
  });
  document.getElementById("help")?.addEventListener("click", e => { if (e.target.id === "help") e.target.close(); });
  // A menu that opens may be another than the one that was there at the start.
  document.addEventListener("toggle", press, true);
  press();
}

function choose(name, value) {
  root.dataset[name] = value;
  try { localStorage.setItem("cryptorun." + name, value); } catch { /* kept for this page only */ }
  press();
}

function press() {
  for (const button of document.querySelectorAll("[data-choose]")) button.setAttribute("aria-pressed", String((root.dataset[button.dataset.choose] ?? first(button)) === button.value));
}

// What is in force as long as nothing was chosen: the first of the group.
function first(button) {
  return button.parentElement.querySelector("[data-choose]").value;
}
