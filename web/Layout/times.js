// How instants are written in the browser, as the server writes them (Times.cs): in UTC, or in the zone that the reader chose. The choice is kept in a cookie,
// so that the server's first answer has it too, and as attributes of the document for what the browser draws by itself.
const year = 31536000;
const root = document.documentElement;
const formats = new Map();

/** The zone in force, an IANA name. */
export function zone() {
  return root.dataset.times === "local" ? root.dataset.zone || browserZone() : "UTC";
}

/** The zone of this browser now; a reader who travels takes it along. */
export function browserZone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

/** Takes the reader's choice. Returns what the server is to know: an IANA name or utc. */
export function choose(local) {
  const name = browserZone();
  const chosen = local && name !== "UTC" ? name : "utc";
  document.cookie = `cryptorun.times=${encodeURIComponent(chosen)};path=/;max-age=${year};samesite=lax${location.protocol === "https:" ? ";secure" : ""}`;
  root.dataset.zone = chosen === "utc" ? "UTC" : chosen;
  root.dataset.times = chosen === "utc" ? "utc" : "local"; // last: who watches it reads the zone too
  return chosen;
}

/** Thu 6 Nov */
export function day(at) {
  const p = parts(at);
  return `${p.weekday} ${p.day} ${p.month}`;
}

/** 15:00:48 UTC */
export function time(at) {
  const p = parts(at);
  return `${p.hour}:${p.minute}:${p.second} ${label(at)}`;
}

/** 6 Nov 15:00 UTC */
export function dayMinuteZone(at) {
  const p = parts(at);
  return `${p.day} ${p.month} ${p.hour}:${p.minute} ${label(at)}`;
}

/** UTC, UTC+1, UTC−3:30: the zone as it is at that instant. */
export function label(at) {
  if (root.dataset.times !== "local") return "UTC";
  const minutes = offset(at);
  const size = Math.abs(minutes);
  return `UTC${minutes < 0 ? "−" : "+"}${Math.floor(size / 60)}${size % 60 ? ":" + String(size % 60).padStart(2, "0") : ""}`;
}

/** Minutes that the zone is ahead of UTC at an instant. */
export function offset(at) {
  if (root.dataset.times !== "local") return 0;
  const [, sign, hours, minutes] = /GMT([+-])(\d+):(\d+)/.exec(parts(at).timeZoneName) ?? [];
  return sign ? (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) : 0;
}

function parts(at) {
  return Object.fromEntries(format(zone()).formatToParts(at).map(p => [p.type, p.value]));
}

// American, for its months are the server's: Sep, not Sept. The order is ours anyway.
function format(timeZone) {
  let made = formats.get(timeZone);
  if (!made) {
    const wanted = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23", timeZoneName: "longOffset" };
    try { made = new Intl.DateTimeFormat("en-US", { ...wanted, timeZone }); }
    catch { made = new Intl.DateTimeFormat("en-US", { ...wanted, timeZone: "UTC" }); } // a zone that this browser does not know
    formats.set(timeZone, made);
  }

  return made;
}
