// The zone in which every instant is written: kept in a cookie, so that the server's first answer has it too, and as an attribute for what the browser draws by itself.
const year = 31536000;

export function choose(local) {
  const zone = local ? Intl.DateTimeFormat().resolvedOptions().timeZone : "utc";
  document.cookie = `cryptorun.times=${encodeURIComponent(zone)};path=/;max-age=${year};samesite=lax`;
  document.documentElement.dataset.times = local && zone !== "UTC" ? "local" : "utc";
  return zone;
}
