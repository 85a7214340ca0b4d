// Draws with ApexCharts, loaded once and only on pages that have a chart. Colours are tokens: "var(--name)" is resolved when drawn and again when the theme changes.
// Times on axes and in tooltips are in the reader's zone, and drawn again when that changes.
import { dayMinuteZone } from "./times.js";

let library = null;

function load() {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = "/lib/apexcharts/apexcharts.min.js";
    script.onload = () => resolve(window.ApexCharts);
    script.onerror = () => { library = null; reject(new Error("apexcharts.min.js could not be loaded")); };
    document.head.append(script);
  });
  return library;
}

export async function draw(element, options) {
  const ApexCharts = await load();
  let current = options; // never synced: charts of a group share the cross-hair, each has options of its own
  const chart = new ApexCharts(element, complete(current, element));
  await chart.render();
  const theme = new MutationObserver(() => chart.updateOptions(complete(current, element), false, false, false));
  theme.observe(document.documentElement, { attributeFilter: ["data-theme", "data-direction", "data-times"] });
  return {
    update(next) { current = next; return chart.updateOptions(complete(current, element), false, false, false); },
    dispose() { theme.disconnect(); chart.destroy(); },
  };
}

// The house's defaults below the caller's options, tokens resolved, functions named in text brought to life.
function complete(options, element) {
  const style = getComputedStyle(document.documentElement);
  const text = { colors: "var(--axis)", fontSize: "11px", fontFamily: "var(--font-ui)" };
  const defaults = {
    chart: {
      toolbar: { show: false }, zoom: { enabled: false }, animations: { enabled: false }, background: "transparent", fontFamily: "var(--font-ui)", parentHeightOffset: 0,
      // In pixels: a share would be taken of the element around the figure.
      events: { mounted: chart => under(chart.el, options), updated: chart => under(chart.el, options) },
      height: element.clientHeight, redrawOnParentResize: true, nonce: document.querySelector("link[rel=stylesheet][nonce]")?.nonce,
    },
    dataLabels: { enabled: false },
    legend: { show: false },
    grid: { borderColor: "var(--grid)", padding: { top: -12, right: 8, bottom: -6, left: 4 } },
    xaxis: { axisBorder: { show: false }, axisTicks: { show: false }, tooltip: { enabled: false }, labels: { datetimeUTC: document.documentElement.dataset.times !== "local", style: text } },
    yaxis: { labels: { style: text } },
    tooltip: { theme: document.documentElement.dataset.theme, ...(options.xaxis?.type === "datetime" && { x: { formatter: at => dayMinuteZone(new Date(at)) } }) },
    states: { hover: { filter: { type: "none" } }, active: { filter: { type: "none" } } },
  };
  return resolve(merge(defaults, options), style);
}

// Grounds and limits that are asked for at the back lie under the lines; the library draws the grounds over them.
function under(element, options) {
  if (options.annotations?.position !== "back") return;
  for (const axis of ["y", "x"]) for (const marks of element.querySelectorAll(`.apexcharts-${axis}axis-annotations`)) marks.parentNode.prepend(marks);
}

function merge(below, over) {
  if (Array.isArray(over)) return over.map(o => (o && typeof o === "object" && below && !Array.isArray(below) ? merge(below, o) : o));
  if (over === null || typeof over !== "object") return over === undefined ? below : over;
  const both = { ...below };
  for (const [key, value] of Object.entries(over)) both[key] = merge(below?.[key], value);
  return both;
}

function resolve(value, style) {
  if (typeof value === "string") return value.replace(/var\((--[\w-]+)\)/g, (_, name) => style.getPropertyValue(name).trim());
  if (Array.isArray(value)) return value.map(v => resolve(v, style));
  if (value === null || typeof value !== "object") return value;
  const copy = {};
  for (const [key, inner] of Object.entries(value)) {
    // { decimals: 1, sign: true } stands for a number format, since functions cannot come from the server.
    copy[key] = typeof inner === "function" ? inner : key === "formatter" && inner && typeof inner === "object" ? number(inner) : resolve(inner, style);
  }
  return copy;
}

function number({ decimals = 0, sign = false, prefix = "" }) {
  return value => {
    if (value === null || value === undefined || Number.isNaN(Number(value))) return "n/a";
    const text = Math.abs(Number(value)).toFixed(decimals);
    const zero = Number(text) === 0;
    return prefix + (zero ? "" : value < 0 ? "−" : sign ? "+" : "") + text;
  };
}
