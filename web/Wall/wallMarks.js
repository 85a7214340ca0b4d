// The marks of a row as nodes. Words are always text, never markup: whatever a venue calls a coin stays a name.
const space = "http://www.w3.org/2000/svg";

export function el(name, className, ...inside) {
  const node = document.createElement(name);
  if (className) node.className = className;
  node.append(...inside.filter(i => i !== null && i !== undefined));
  return node;
}

export function drawing(viewBox, ...paths) {
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", viewBox);
  svg.setAttribute("aria-hidden", "true");
  for (const [shape, attributes] of paths) {
    const path = document.createElementNS(space, shape);
    for (const [name, value] of Object.entries(attributes)) path.setAttribute(name, value);
    svg.append(path);
  }
  return svg;
}

const filled = d => ["path", { d, fill: "currentColor" }];
const stroked = (d, width) => ["path", { d, fill: "none", stroke: "currentColor", "stroke-width": width }];
const hidden = word => el("span", "sr", word);

export const places = change => change ? el("span", "dr", drawing("0 0 8 8", filled(change > 0 ? "M4 .8 7.6 7H.4z" : "M4 7.2.4 1h7.2z")), hidden(change > 0 ? "up " : "down "), String(Math.abs(change))) : "";

export function symbol(name) {
  const dash = name.indexOf("-");
  return dash < 0 ? el("span", "sym", name) : el("span", "sym", name.slice(0, dash), el("span", "", name.slice(dash)));
}

export function score(text, final, threshold, passed) {
  const fill = el("i");
  fill.style.setProperty("--v", `${Math.min(100, Math.max(0, final)).toFixed(1)}%`);
  const bar = el("span", passed ? "sbar pass" : "sbar", fill);
  bar.style.setProperty("--lim", `${threshold}%`);
  return el("div", "score", el("b", "tn", text), bar);
}

export function sparkline(closes) {
  if (closes.length < 2) return "";
  const low = Math.min(...closes), high = Math.max(...closes);
  const y = close => high > low ? 1 + (high - close) / (high - low) * 16 : 9;
  const line = drawing("0 0 100 18", ["polyline", { points: closes.map((c, i) => `${(100 * i / (closes.length - 1)).toFixed(1)},${y(c).toFixed(1)}`).join(" ") }]);
  line.setAttribute("class", "spark");
  line.setAttribute("preserveAspectRatio", "none");
  const last = closes.at(-1);
  const box = el("div", `sparkw ${last > closes[0] ? "up" : last < closes[0] ? "down" : ""}`, line);
  box.style.setProperty("--y", Math.round(y(last) / 18 * 100));
  return box;
}

const factors = [["momentum", "fm"], ["technical", "ft"], ["volume", "fv"], ["quality", "fq"], ["catalyst", "fc"]];

export function contributions(points, words) {
  const side = 33;
  const sum = sign => factors.reduce((s, [name]) => s + Math.max(0, sign * points[name]), 0);
  const fill = Math.max(1, Math.max(sum(1), sum(-1)) / side);
  const gains = el("span"), losses = el("span");
  for (const [name, className] of factors) {
    if (Math.abs(points[name]) < 0.05) continue;
    const piece = el("i", className);
    piece.style.setProperty("--v", `${(Math.abs(points[name]) / side / fill * 100).toFixed(1)}%`);
    if (points[name] > 0) gains.append(piece);
    else losses.prepend(piece);
  }
  const box = el("div", "cb", losses, gains);
  box.setAttribute("role", "img");
  box.setAttribute("aria-label", factors.map(([name]) => `${name} ${words(points[name])}`).join(", "));
  return box;
}

export function gates({ passed, total, outcomes }) {
  const path = (kind, mark) => outcomes.map((o, i) => o === kind ? mark(i * 8 + 4) : "").join("");
  const svg = drawing("0 0 88 9",
    ["path", { class: "p", d: path("passed", x => `M${x - 2} 4.5a2 2 0 1 0 4 0a2 2 0 1 0-4 0`) }],
    ["path", { class: "x", d: path("failed", x => `M${x - 2.3} 2.2l4.6 4.6M${x + 2.3} 2.2l-4.6 4.6`) }],
    ["path", { class: "a", d: path("notApplicable", x => `M${x - 2} 4.5h4`) }]);
  return el("div", "gd", svg, el("b", "tn", `${passed}/${total}`));
}

const verdicts = {
  candidate: ["Candidate", filled("M5 .5 9.5 5 5 9.5 .5 5z")],
  watch: ["Watch", stroked("M5 1.2 8.8 5 5 8.8 1.2 5z", 1.3)],
  blocked: ["Blocked", stroked("M2 5h6", 1.4)],
};

export const verdict = kind => el("span", `verdict ${kind}`, drawing("0 0 10 10", verdicts[kind][1]), el("span", "", verdicts[kind][0]));

const ring = width => ["circle", { cx: 4, cy: 4, r: 3, fill: "none", stroke: "currentColor", "stroke-width": width }];
const ages = {
  live: ["age live", ["circle", { cx: 4, cy: 4, r: 2.6, fill: "currentColor" }]],
  delayed: ["age delayed", ring(1.2), filled("M4 1a3 3 0 0 1 0 6z")],
  stale: ["age stale", ring(1.3)],
  noTrade: ["age notrade", stroked("M1 4h6", 1.4)],
};

export function freshness(kind) {
  if (!ages[kind]) return el("span", "age t3", "no data");
  const [className, ...paths] = ages[kind];
  return el("span", className, drawing("0 0 8 8", ...paths), kind === "noTrade" ? "no trade" : hidden(kind === "live" ? "" : kind + " "), kind === "noTrade" ? null : el("b"));
}
