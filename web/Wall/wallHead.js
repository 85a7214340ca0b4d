// Regime, progress, clock, connection and alerts of the wall.
import * as words from "./wallWords.js";
import { el } from "./wallMarks.js";

const at = name => document.querySelector(`[data-${name}]`);
const node = { regime: at("regime"), votes: at("votes"), progress: at("progress"), left: at("left"), counts: at("counts"), fresh: at("fresh"), now: at("now"), zone: at("zone"), ago: at("age-of-scan"), lost: at("lost"), lostWords: at("lost-words"), connection: at("connection"), alerts: at("alerts"), note: at("note") };
const pips = [...document.querySelectorAll(".pips i")];
const stages = [...document.querySelectorAll(".wscan .stages i")];
const order = ["universe", "candles", "microstructure", "factors", "orthogonalise", "score", "gates", "explain", "publish"];
let zone = "UTC";

export function readZone() {
  zone = words.zone();
  document.documentElement.dataset.times = zone === "UTC" ? "utc" : "local";
}

export function board({ regime, rows, universe }, now) {
  node.note.hidden = true;
  node.regime.dataset.regime = regime.state;
  write(node.regime, words.regime(regime.state));
  pips.forEach((pip, i) => pip.classList.toggle("on", i < Math.round(regime.confidence * 3)));
  const votes = regime.indicators.map(i => [{ realisedVolatility: "RV", breadth: "Breadth", thrust: "Thrust" }[i.name] ?? i.name, i.name === "breadth" && i.value !== null ? `${words.fixed(i.value * 100, 0)} %` : words.fixed(i.value, 2)]);
  const said = `${words.fixed(regime.confidence * 100, 0)} % confidence, for ${words.span((now - Date.parse(regime.since)) / 1000)}${regime.pending ? `, ${words.regime(regime.pending)} waits` : ""}`;
  const key = said + votes.join();
  if (node.votes.dataset.said !== key) {
    node.votes.dataset.said = key;
    node.votes.replaceChildren(el("span", "", said), ...votes.map(([name, value]) => el("span", "vote", name + " ", el("b", "", value))));
  }
  const count = verdict => [...rows.values()].filter(r => r.verdict === verdict).length;
  const fresh = kind => [...rows.values()].filter(r => r.freshness === kind).length;
  const worse = [["delayed", fresh("delayed")], ["stale", fresh("stale")]].filter(([, n]) => n > 0).map(([kind, n]) => `, ${n} ${kind}`).join("");
  write(node.counts, `${plural(count("candidate"), "candidate")}, ${count("watch")} watch, ${count("blocked")} blocked`);
  write(node.fresh, `${fresh("live")} live${worse}`);
}

export function progress(run, hasBoard) {
  const scan = run.job.startsWith("scan");
  const stage = order.indexOf(run.stage);
  stages.forEach((bar, i) => {
    bar.className = !scan ? "" : run.finished && run.outcome === "succeeded" || i < stage ? "done" : i === stage && !run.finished ? "now" : "";
    bar.style.setProperty("--v", `${run.total > 0 ? Math.round(100 * run.done / run.total) : 0}%`);
  });
  const left = run.etaSeconds > 0 && !run.finished ? `${words.span(Math.ceil(run.etaSeconds))} left` : run.finished ? `took ${words.age(run.elapsedSeconds)} s` : "";
  node.progress.replaceChildren(el("b", "", !scan ? "Filling in history" : run.finished ? `Last scan ${run.outcome}` : words.capital(run.stage)), ` ${run.done} of ${run.total}`);
  write(node.left, left);
  if (hasBoard) return;
  node.note.hidden = false;
  write(node.note, run.finished && run.outcome !== "succeeded" ? "The first scan did not succeed. The next one starts on schedule; this screen shows it by itself." : "No scan has run yet. The first one starts by itself as soon as the history is there; this screen shows it by itself.");
}

export function alerts(newest) {
  node.alerts.replaceChildren(...newest.map(a => {
    const when = el("time", "", words.minute(a.at, zone));
    when.dateTime = a.at;
    return el("li", "", when, el("b", "", a.subject), " " + a.text);
  }));
}

// The clock of a frozen wall stands still; only ages go on.
export function clock(now, { asOf }, frozen) {
  if (!frozen) write(node.now, words.time(now, zone));
  write(node.zone, words.label(now, zone));
  write(node.ago, asOf ? `, scan ${words.span((now - Date.parse(asOf)) / 1000)} ago` : "");
}

export function connection(state, lost) {
  node.lost.hidden = state !== "lost";
  write(node.connection, state === "lost" ? "Reconnecting" : "Connected");
  if (state !== "lost") return;
  const wait = Math.ceil((lost.next - Date.now()) / 1000);
  write(node.lostWords, `Frozen since ${words.time(lost.at, zone)} ${words.label(lost.at, zone)}, ${words.span((Date.now() - lost.at) / 1000)} ago. ${wait > 0 && !lost.trying ? `Next try in ${wait} s` : "Trying"}, attempt ${lost.attempt}.`);
}

const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

function write(target, text) {
  if (target.textContent !== text) target.textContent = text;
}
