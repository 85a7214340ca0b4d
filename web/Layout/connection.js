// Connection lost: say what froze and when, count down, resume by itself. When the server was restarted the circuit is gone:
// the page then loads itself again at the same address and scroll position.
import { time } from "./times.js";

const root = document.documentElement;
const waits = [1, 2, 3, 5, 5, 8, 10];
let lost = null;

export const connection = {
  onConnectionDown() {
    if (lost) return;
    lost = { started: root.dataset.circuit === "up", at: Date.now(), attempt: 0, next: 0, wait: 1, trying: false };
    root.dataset.circuit = "lost";
    schedule();
    lost.timer = setInterval(tick, 250);
  },
  onConnectionUp() {
    if (!lost) return;
    clearInterval(lost.timer);
    lost = null;
    root.dataset.circuit = "up";
    const banner = document.getElementById("connection");
    if (banner) banner.hidden = true;
  },
};

document.addEventListener("click", e => { if (e.target.closest("[data-action=reconnect]") && lost) lost.next = Date.now(); });
addEventListener("online", () => { if (lost) lost.next = Date.now(); });
addEventListener("load", restoreScroll);

function schedule() {
  lost.wait = waits[Math.min(lost.attempt, waits.length - 1)];
  lost.next = Date.now() + lost.wait * 1000;
}

function tick() {
  const left = lost.next - Date.now();
  show(left);
  if (left <= 0 && !lost.trying) attempt();
}

function show(left) {
  const banner = document.getElementById("connection");
  if (!banner) return;
  banner.hidden = false;
  const ago = Math.round((Date.now() - lost.at) / 1000);
  const next = left > 0 ? `Next try in ${Math.ceil(left / 1000)} s, attempt ${lost.attempt + 1}.` : `Trying, attempt ${lost.attempt + 1}.`;
  const text = banner.querySelector("[data-connection-text]");
  const words = `Values are frozen at ${time(new Date(lost.at))}, ${ago} s ago. ${next}`;
  if (text.textContent !== words) text.textContent = words;
  banner.querySelector(".countdown i").style.setProperty("--v", `${Math.min(100, Math.max(0, 100 - left / lost.wait / 10))}%`);
}

async function attempt() {
  lost.trying = true;
  try {
    // Asking first keeps a server that is still down from being asked by every circuit at once.
    if (!(await fetch("/health/live", { cache: "no-store" })).ok) throw new Error("not ready");
    if (lost.started && await Blazor.reconnect()) return;
    reload();
  } catch {
    if (!lost) return;
    lost.attempt++;
    lost.trying = false;
    schedule();
  }
}

function reload() {
  try { sessionStorage.setItem("cryptorun.scroll", JSON.stringify({ url: location.href, y: scrollY })); } catch { /* the browser restores what it can */ }
  location.reload();
}

function restoreScroll() {
  try {
    const kept = JSON.parse(sessionStorage.getItem("cryptorun.scroll"));
    sessionStorage.removeItem("cryptorun.scroll");
    if (kept?.url === location.href) scrollTo(0, kept.y);
  } catch { /* nothing was kept */ }
}
