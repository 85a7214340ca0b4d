// Connection lost: say what froze and when, count down, resume by itself. When the server was restarted the circuit is gone:
// the page then loads itself again at the same address and scroll position, and what was typed is given back.
import { time } from "./times.js";
import { keepTyped, restoreTyped, tell } from "./typed.js";

const root = document.documentElement;
const waits = [1, 2, 3, 5, 5, 8, 10, 15, 30];
const kept = "cryptorun.reload";
const soon = 60000; // a reload that follows another within this time waits longer
const missed = new Set(); // fields that were changed while nobody listened
let lost = null;
let before = null; // the reload that brought this page, if one did
let resumed = false;

export const connection = {
  onConnectionDown() {
    if (lost) return;
    lost = { started: root.dataset.circuit === "up", at: Date.now(), attempt: 0, next: 0, wait: 1, trying: false };
    if (!lost.started && before && Date.now() - before.at < soon) lost.attempt = before.count;
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
    for (const field of missed) if (field.isConnected) tell(field);
    missed.clear();
  },
};

/** Once the circuit shows the page: where it was scrolled to and what was typed. */
export function resume() {
  resumed = true;
  if (before?.url === location.href) holdPlace();
  restoreTyped();
}

// The page grows while its data come, and the router gives the focus to the heading: the place is held until the page is long enough, or the reader moves.
function holdPlace() {
  const stop = new AbortController();
  const end = () => { stop.abort(); grown.disconnect(); };
  let arrived = false;
  const grown = new ResizeObserver(() => {
    if (!back() || arrived) return;
    arrived = true;
    setTimeout(end, 5000); // what is above may still grow
  });
  for (const own of ["wheel", "touchmove", "keydown", "pointerdown"]) addEventListener(own, end, { signal: stop.signal, passive: true });
  document.addEventListener("focusin", () => requestAnimationFrame(back), { signal: stop.signal });
  grown.observe(document.body);
  setTimeout(end, 60000);
  back();
}

const headings = () => [...document.querySelectorAll("main h2")].map(h => ({ text: h.textContent, top: h.getBoundingClientRect().top }));

// What is above may be longer or shorter than it was: the first heading that was in sight says where the reader was, without one the way from the top.
function place() {
  const banner = document.getElementById("connection");
  return { y: scrollY - (banner?.offsetHeight ?? 0), heading: scrollY > 0 ? headings().find(h => h.top >= 0 && h.top < innerHeight) : null };
}

// True when the page is where it was.
function back() {
  if (!before?.place || before.url !== location.href) return false;
  const { y, heading } = before.place;
  const same = heading && headings().filter(h => h.text === heading.text);
  const to = Math.max(0, same?.length === 1 ? scrollY + same[0].top - heading.top : y);
  if (Math.abs(scrollY - to) > 1) scrollTo(0, to);
  return Math.abs(scrollY - to) <= 1;
}

const hurry = () => { if (lost) lost.next = Date.now(); };
document.addEventListener("click", e => { if (e.target.closest("[data-action=reconnect]")) hurry(); });
for (const change of ["input", "change"]) addEventListener(change, miss, true);
document.addEventListener("visibilitychange", () => { if (!document.hidden) hurry(); });
addEventListener("online", hurry);
try {
  before = JSON.parse(sessionStorage.getItem(kept));
  sessionStorage.removeItem(kept);
} catch { /* nothing was kept */ }
addEventListener("load", back);

// A circuit that is away cannot be told; it is told when it is back.
function miss(e) {
  if (!lost) return;
  missed.add(e.target);
  e.stopImmediatePropagation();
}

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
  const cause = navigator.onLine ? "" : "This device has no network. ";
  const next = left > 0 ? `Next try in ${Math.ceil(left / 1000)} s, attempt ${lost.attempt + 1}.` : `Trying, attempt ${lost.attempt + 1}.`;
  const text = banner.querySelector("[data-connection-text]");
  const words = `${cause}Values are frozen at ${time(new Date(lost.at))}, ${ago} s ago. ${next}`;
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

// A page that never came up still has what the one before it kept.
function reload() {
  const count = before && Date.now() - before.at < soon ? before.count + 1 : 1;
  const at = !resumed && before?.url === location.href ? before.place : place();
  try { sessionStorage.setItem(kept, JSON.stringify({ url: location.href, place: at, at: Date.now(), count })); } catch { /* the browser restores what it can */ }
  if (resumed) keepTyped();
  location.reload();
}
