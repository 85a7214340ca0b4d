// Market time and ages count on between two states of the server. A clock faster than the wall may be held by a scan: it is shown as the server told it.
let base = { from: "", market: 0, at: 0, speed: 1 };

export function startTicking() {
  setInterval(tick, 1000);
}

function tick() {
  const clock = document.querySelector("[data-clock]");
  if (!clock || document.hidden) return;
  if (clock.dataset.clock !== base.from) {
    base = { from: clock.dataset.clock, market: Number(clock.dataset.clock), at: performance.now(), speed: Number(clock.dataset.speed) };
  }

  const frozen = document.documentElement.dataset.connection === "lost";
  const now = base.speed === 1 ? base.market + performance.now() - base.at : base.market;
  if (!frozen) write(clock, new Date(now));
  for (const age of document.querySelectorAll("[data-age]")) set(age, seconds((now - Number(age.dataset.age)) / 1000));
  for (const ago of document.querySelectorAll("[data-ago]")) set(ago, span((now - Number(ago.dataset.ago)) / 1000) + " ago");
  for (const until of document.querySelectorAll("[data-until]")) set(until, "in " + span((Number(until.dataset.until) - now) / 1000));
}

function write(clock, now) {
  const day = now.toLocaleDateString("en-GB", { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" }).replace(",", "");
  set(clock.children[0], day + " ");
  set(clock.children[1], now.toISOString().slice(11, 19) + " UTC");
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
