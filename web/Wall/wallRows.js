// The best rows as table rows. A cell is drawn again only when what it says is another; a row moves only when its place is another.
import * as words from "./wallWords.js";
import * as marks from "./wallMarks.js";

const body = document.querySelector("[data-wall-rows]");
const most = Number(body.dataset.wallRows);
const { live, delayed } = document.documentElement.dataset;
const shown = new Map();

const first = gates => gates.firstFailed === null ? "All gates pass" : gates.firstFailedText ?? gates.firstFailed;
const oneHour = row => words.signed(row.return1h === null ? null : row.return1h * 100, 2);
const oneDay = row => words.signed(row.return24h === null ? null : row.return24h * 100, 1);
const priced = row => row.freshness === "noData" ? "no data" : words.price(row.price);

// Class, what it says, and how it is drawn; in the order of the document's heads.
const cells = [
  ["c-rank n rank", r => r.rank],
  ["c-dr n", r => r.rankChange, r => marks.places(r.rankChange)],
  ["c-sym", r => r.symbol, r => marks.symbol(r.symbol)],
  ["c-score", (r, t) => `${words.fixed(r.final, 1)} ${t} ${r.composite >= t}`, (r, t) => marks.score(words.fixed(r.final, 1), r.final, t, r.composite >= t)],
  ["c-spark", r => r.sparkline.join(), r => marks.sparkline(r.sparkline)],
  ["c-cb", r => JSON.stringify(r.contributions), r => marks.contributions(r.contributions, p => words.signed(p, 1))],
  ["c-gates", r => r.gates.outcomes.join(), r => marks.gates(r.gates)],
  ["c-why why ell", r => first(r.gates)],
  ["c-verdict", r => r.verdict, r => marks.verdict(r.verdict)],
  ["c-px n v", priced],
  ["c-1h n", oneHour],
  ["c-24 n", oneDay],
];
const priceCell = 9;

export function show(rows, threshold, frozen, now) {
  const best = [...rows.values()].sort((a, b) => a.rank - b.rank).slice(0, most);
  const lead = best.find(r => r.verdict === "candidate");
  for (const placeholder of body.querySelectorAll(".sk")) placeholder.remove();
  for (const [symbol, line] of shown) {
    if (best.some(r => r.symbol === symbol)) continue;
    line.tr.remove();
    shown.delete(symbol);
  }
  best.forEach((row, place) => {
    let line = shown.get(row.symbol);
    if (!line) shown.set(row.symbol, line = begin(row.symbol));
    if (line.row !== row || line.threshold !== threshold) draw(line, row, threshold);
    if (body.children[place] !== line.tr) body.insertBefore(line.tr, body.children[place] ?? null);
    line.tr.classList.toggle("lead", row === lead);
  });
  tick(frozen, now);
}

export function tick(frozen, now) {
  for (const line of shown.values()) {
    const seconds = (now - Date.parse(line.row.priceTime)) / 1000;
    const kind = fresh(line.row.freshness, seconds, frozen);
    if (line.kind !== kind) {
      line.kind = kind;
      line.age.replaceChildren(marks.freshness(kind));
      line.tr.classList.toggle("stale", kind === "stale");
    }
    const figure = line.age.querySelector("b");
    if (figure) write(figure, words.age(seconds));
  }
}

// The server says what an age means; once it is silent, the age itself does.
function fresh(told, seconds, frozen) {
  if (!frozen || told === "noTrade" || told === "noData") return told;
  return seconds <= Number(live) ? "live" : seconds <= Number(delayed) ? "delayed" : "stale";
}

function begin(symbol) {
  const tr = marks.el("tr");
  tr.dataset.symbol = symbol;
  const line = { tr, cells: cells.map(([className]) => tr.appendChild(marks.el("td", className))), said: [], row: null, age: marks.el("td", "c-age n") };
  tr.append(line.age);
  return line;
}

function draw(line, row, threshold) {
  const before = line.row ? Number(line.row.price) : null;
  cells.forEach(([className, say, make], i) => {
    const said = say(row, threshold);
    if (line.said[i] === said && i < line.said.length) return;
    line.said[i] = said;
    line.cells[i].replaceChildren(make ? make(row, threshold) : String(said));
    if (className.startsWith("c-1h") || className.startsWith("c-24")) line.cells[i].className = `${className} ${words.direction(said)}`;
  });
  if (before !== null && Number(row.price) !== before) flash(line, Number(row.price) > before ? "live-flash-up" : "live-flash-down");
  Object.assign(line, { row, threshold });
}

// Two names for one animation, taken in turn: a second change within its time starts it anew.
function flash(line, name) {
  line.odd = !line.odd;
  line.cells[priceCell].className = `${cells[priceCell][0]} ${name}${line.odd ? "" : " b"}`;
}

function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
