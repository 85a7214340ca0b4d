// Numbers and instants as people read them, the same as the server's Format and Times: true minus, no sign on zero, n/a for what is absent.
const absent = "n/a";

export function price(text) {
  const value = Number(text);
  if (text === null || text === "" || !Number.isFinite(value)) return absent;
  const size = Math.abs(value);
  const decimals = size >= 1e4 ? 0 : size === 0 ? 1 : Math.min(7, Math.max(1, 4 - Math.floor(Math.log10(size))));
  return minus(value.toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals }));
}

export const fixed = (value, decimals) => value === null || value === undefined ? absent
  : unsigned(minus(value.toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals })));

export function signed(value, decimals) {
  if (value === null || value === undefined) return absent;
  const text = Math.abs(value).toFixed(decimals);
  return Number(text) === 0 ? text : (value < 0 ? "−" : "+") + text;
}

export const direction = text => text.startsWith("+") ? "up" : text.startsWith("−") ? "down" : "";

export const age = seconds => {
  const s = Math.max(0, seconds);
  return s < 9.95 ? s.toFixed(1) : Math.round(s).toLocaleString("en-US");
};

export function span(total) {
  const s = Math.floor(Math.max(0, total));
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min`;
  return s < 86400 ? two(Math.floor(s / 3600), "h", Math.floor(s / 60) % 60, "min") : two(Math.floor(s / 86400), "d", Math.floor(s / 3600) % 24, "h");
}

const two = (first, unit, second, smaller) => second === 0 ? `${first} ${unit}` : `${first} ${unit} ${second} ${smaller}`;

export const regime = state => ({ TrendingBull: "Trending bull", HighVolatility: "High volatility" })[state] ?? state;

export const capital = word => word.charAt(0).toUpperCase() + word.slice(1);

// The reader's zone is in the cookie that the whole application reads.
export function zone() {
  const kept = /(?:^|; )cryptorun\.times=([^;]*)/.exec(document.cookie);
  const name = kept ? decodeURIComponent(kept[1]) : "utc";
  if (name.toLowerCase() === "utc") return "UTC";
  try { return new Intl.DateTimeFormat("en-GB", { timeZone: name }).resolvedOptions().timeZone; } catch { return "UTC"; }
}

export const time = (instant, timeZone) => new Date(instant).toLocaleTimeString("en-GB", { timeZone });

export const minute = (instant, timeZone) => new Date(instant).toLocaleTimeString("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" });

// UTC, UTC+1, UTC−3:30.
export function label(instant, timeZone) {
  if (timeZone === "UTC") return "UTC";
  const offset = new Intl.DateTimeFormat("en-GB", { timeZone, timeZoneName: "shortOffset" }).formatToParts(new Date(instant)).find(p => p.type === "timeZoneName").value;
  return offset === "GMT" ? "UTC+0" : offset.replace("GMT", "UTC").replace("-", "−");
}

function minus(text) { return text.replace("-", "−"); }

function unsigned(text) { return /^−[0.,]*$/.test(text) ? text.slice(1) : text; }
