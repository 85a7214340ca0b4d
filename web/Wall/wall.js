// The wall: the event stream on a screen. It holds the newest board, says since when it is frozen when the stream is lost, and takes it up again by itself.
import * as rows from "./wallRows.js";
import * as head from "./wallHead.js";
import { choose } from "./times.js";

const root = document.documentElement;
const speed = Number(root.dataset.speed);
const silence = 20000;  // the server speaks every 15 s
const long = 30000;     // away for so long, the program may be another: the page is loaded anew
const alertsShown = 3;

const board = { version: null, rows: new Map(), regime: null, universe: null, asOf: null };
const alerts = [];
let source = null, heardAt = Date.now(), lost = null, market = null;

const events = {
  heartbeat: ({ now }) => setMarket(now, true),
  snapshot(document) {
    setMarket(document.publishedAt, false);
    board.rows = new Map(document.candidates.map(r => [r.symbol, r]));
    Object.assign(board, { version: document.version, asOf: document.asOf, regime: document.regime, universe: document.universe });
    show();
  },
  delta(document) {
    if (document.from !== board.version) return lose(true);
    setMarket(document.publishedAt, false);
    for (const row of document.upserts) board.rows.set(row.symbol, { ...board.rows.get(row.symbol), ...row }); // what is absent is as before
    for (const symbol of document.removed) board.rows.delete(symbol);
    Object.assign(board, { version: document.version, asOf: document.asOf });
    show();
  },
  regime(document) {
    board.regime = document;
    show();
  },
  progress: document => head.progress(document, board.version !== null),
  alert(document) {
    if (alerts.some(a => a.id === document.id)) return;
    alerts.unshift(document);
    alerts.length = Math.min(alerts.length, alertsShown);
    head.alerts(alerts);
  },
};

function open() {
  const query = new URLSearchParams({ alerts: alertsShown });
  if (board.version !== null) query.set("lastEventId", board.version);
  source = new EventSource("/api/v1/stream?" + query);
  for (const [name, take] of Object.entries(events)) {
    source.addEventListener(name, e => {
      heard();
      take(JSON.parse(e.data));
    });
  }
  source.onerror = () => lose(false);
}

function heard() {
  heardAt = Date.now();
  if (lost && heardAt - lost.at > long) location.reload();
  if (root.dataset.stream !== "up") head.connection(root.dataset.stream = "up");
  lost = null;
}

// Ours to take up again, each viewer a little later than the next: a server that comes back is not asked by all at once.
function lose(anew) {
  source.close();
  if (anew) board.version = null;
  lost ??= { at: heardAt, attempt: 0 };
  lost.attempt++;
  lost.next = Date.now() + Math.min(10000, 1000 * lost.attempt) + Math.random() * 1000;
  lost.trying = false;
  head.connection(root.dataset.stream = "lost", lost);
}

function setMarket(instant, exact) {
  const now = Date.parse(instant);
  const begins = market === null;
  if (exact || begins || speed !== 1) market = { now: Math.max(now, speed === 1 ? 0 : market?.now ?? 0), at: performance.now() };
  if (begins) second();
}

// A clock faster than the wall may be held by a scan: it is shown as the server told it.
function marketNow() {
  return market === null ? null : speed === 1 ? market.now + performance.now() - market.at : market.now;
}

function show() {
  if (!board.regime) return;
  rows.show(board.rows, board.regime.scoreThreshold, lost !== null, marketNow());
  head.board(board, marketNow());
}

function second() {
  if (!lost && Date.now() - heardAt > silence) lose(false);
  if (lost && !lost.trying && Date.now() >= lost.next) {
    lost.trying = true;
    open();
  }
  if (lost) head.connection("lost", lost);
  const now = marketNow();
  if (now === null) return;
  rows.tick(lost !== null, now);
  head.clock(now, board, lost !== null);
}

addEventListener("keydown", e => {
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  if (e.key === "Escape") location.assign("/");
  if (e.key === "t") {
    choose(root.dataset.times !== "local");
    head.readZone();
    head.alerts(alerts);
    second();
  }
});

// A screen on the wall has nobody who moves its pointer.
const awake = () => document.visibilityState === "visible" && navigator.wakeLock?.request("screen").catch(() => {});
document.addEventListener("visibilitychange", awake);
awake();

const theme = new URLSearchParams(location.search).get("theme");
if (theme === "dark" || theme === "light") root.dataset.theme = theme;
head.readZone();
open();
setInterval(second, 1000);
