// Market time and ages count on between two states of the server. A clock faster than the wall may be held by a scan: it is shown as the server told it.
import { day, time } from "./times.js";

let base = { from: "", market: 0, at: 0, speed: 1 };

let ticked = 0;

// Ages move together with the rows: at once when the server changed some, and by themselves only when it was silent for over a second.
export function startTicking() {
  const watch = new MutationObserver(() => { tick(); watch.takeRecords(); });
  const follow = () => {
    const body = document.querySelector("[data-rows]");
    if (body === followed) return;
    watch.disconnect();
    followed = body;
    if (body) watch.observe(body, { childList: true, subtree: true, characterData: true });
  };
  let followed = null;
  tick();
  setInterval(() => {
    follow();
    clock();
    if (performance.now() - ticked > 1200) { tick(); watch.takeRecords(); }
  }, 1000);
}

function marketNow() {
  const element = document.querySelector("[data-clock]");
  if (!element) return null;
  if (element.dataset.clock !== base.from) {
    base = { from: element.dataset.clock, market: Number(element.dataset.clock), at: performance.now(), speed: Number(element.dataset.speed) };
  }

  return base.speed === 1 ? base.market + performance.now() - base.at : base.market;
}

function clock() {
  const now = marketNow();
  if (now === null || document.hidden) return;
  if (document.documentElement.dataset.circuit !== "lost") write(document.querySelector("[data-clock]"), new Date(now));
  for (const ago of document.querySelectorAll("[data-ago]")) set(ago, span((now - Number(ago.dataset.ago)) / 1000) + " ago");
  for (const until of document.querySelectorAll("[data-until]")) set(until, "in " + span((Number(until.dataset.until) - now) / 1000));
}

function tick() {
  ticked = performance.now();
  const now = marketNow();
  if (now === null || document.hidden) return;
  for (const age of document.querySelectorAll("[data-age]")) set(age, seconds((now - Number(age.dataset.age)) / 1000));
}

function write(clock, now) {
  set(clock.children[0], day(now) + " ");
  set(clock.children[1], time(now));
}

// Only the text node changes: the element stays the server's.
function set(element, text) {
  if (element.firstChild && element.firstChild.data !== text) element.firstChild.data = text;
}

function seconds(age) {
  const s = Math.max(0, age);
  return s < 9.95 ? s.toFixed(1) : Math.round(s).toLocaleString("en-US");
}

function span(total) {
  const s = Math.floor(Math.max(0, total));
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min`;
  return s < 86400 ? two(Math.floor(s / 3600), "h", Math.floor(s / 60) % 60, "min") : two(Math.floor(s / 86400), "d", Math.floor(s / 3600) % 24, "h");
}

function two(first, unit, second, smaller) {
  return second === 0 ? `${first} ${unit}` : `${first} ${unit} ${second} ${smaller}`;
}
