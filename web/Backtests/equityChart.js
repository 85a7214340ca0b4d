// Draws accounts with lightweight-charts (Apache-2.0, TradingView; its attribution is in the page): equity above, drawdown below, one time axis.
import { createChart, AreaSeries, LineSeries, ColorType, CrosshairMode, LineStyle } from "/lib/lightweight-charts/lightweight-charts.js";
import { dayMinuteZone, offset } from "/lib/app/times.js";

// Shape before hue: lines of a comparison differ in dashes too. The same order as the swatches of the table.
const looks = [
  ["--mark", LineStyle.Solid], ["--accent", LineStyle.Solid], ["--factor-momentum", LineStyle.Dashed], ["--factor-volume", LineStyle.Dashed], ["--factor-quality", LineStyle.Dotted], ["--factor-technical", LineStyle.Dotted],
];
const root = document.documentElement;

export function draw(element, picture) {
  const reading = element.parentElement.querySelector("[data-reading]");
  const chart = createChart(element, { autoSize: true, layout: { attributionLogo: false, panes: { enableResize: false } } });
  let current = picture;
  let series = [];

  function fill() {
    for (const { equity, fall } of series) { chart.removeSeries(equity); chart.removeSeries(fall); }
    series = current.lines.map((line, i) => {
      const equity = chart.addSeries(LineSeries, { lineWidth: 2, priceLineVisible: false, lastValueVisible: true, priceFormat: { type: "custom", minMove: 0.01, formatter: v => (current.isUsd ? v.toLocaleString("en", { maximumFractionDigits: 0 }) : v.toFixed(1)) } }, 0);
      const fall = chart.addSeries(current.lines.length > 1 ? LineSeries : AreaSeries, { lineWidth: 1, priceLineVisible: false, lastValueVisible: false, priceFormat: { type: "custom", minMove: 0.01, formatter: v => `${percent(v)} %` } }, 1);
      const points = line.points.filter((p, j) => j === 0 || shown(p[0]) > shown(line.points[j - 1][0]));
      equity.setData(points.map(p => ({ time: shown(p[0]), value: p[1] })));
      fall.setData(points.map(p => ({ time: shown(p[0]), value: p[2] })));
      return { equity, fall, look: looks[i % looks.length] };
    });
    const panes = chart.panes();
    if (panes.length > 1) { panes[0].setStretchFactor(3); panes[1].setStretchFactor(1); }
    style();
    chart.timeScale().fitContent();
    read(null);
  }

  function style() {
    const [text, grid, surface, plate] = ["--axis", "--grid", "--surface-1", "--surface-3"].map(token);
    chart.applyOptions({
      layout: { background: { type: ColorType.Solid, color: surface }, textColor: text, fontFamily: token("--font-ui"), fontSize: 11, attributionLogo: false, panes: { separatorColor: grid, enableResize: false } },
      grid: { vertLines: { color: grid }, horzLines: { color: grid } },
      rightPriceScale: { borderVisible: false, scaleMargins: { top: 0.08, bottom: 0.06 } },
      timeScale: { borderVisible: false, timeVisible: true, secondsVisible: false, lockVisibleTimeRangeOnResize: true },
      crosshair: { mode: CrosshairMode.Normal, vertLine: { color: text, labelBackgroundColor: plate }, horzLine: { color: text, labelBackgroundColor: plate } },
      handleScroll: { vertTouchDrag: false, mouseWheel: false }, handleScale: { mouseWheel: false, axisPressedMouseMove: false },
      localization: { timeFormatter: at => dayMinuteZone(new Date(real(at) * 1000)) },
    });
    for (const { equity, fall, look: [name, dashes] } of series) {
      const colour = token(name);
      equity.applyOptions({ color: colour, lineStyle: dashes });
      fall.applyOptions(series.length > 1
        ? { color: colour, lineStyle: dashes }
        : { lineColor: token("--down"), invertFilledArea: true, topColor: token("--down") + "3d", bottomColor: token("--down") + "3d" });
    }
  }

  function read(at) {
    const words = current.lines.map(line => {
      const point = at === null ? line.points[line.points.length - 1] : line.points.findLast(p => shown(p[0]) <= at);
      return point ? { at: point[0], text: `${current.lines.length > 1 ? line.name + " " : ""}${current.isUsd ? Math.round(point[1]).toLocaleString("en") + " USD" : point[1].toFixed(1)} (${percent(point[2])} %)` } : null;
    }).filter(w => w);
    reading.textContent = words.length > 0 ? `${dayMinuteZone(new Date(words[0].at * 1000))}  ${words.length > 3 ? "" : words.map(w => w.text).join("   ")}` : "";
  }

  chart.subscribeCrosshairMove(move => read(move.time ?? null));
  fill();
  const look = new MutationObserver(style);
  look.observe(root, { attributeFilter: ["data-theme", "data-direction"] });
  const times = new MutationObserver(fill);
  times.observe(root, { attributeFilter: ["data-times", "data-zone"] });
  return {
    update(next) { current = next; fill(); },
    dispose() { look.disconnect(); times.disconnect(); chart.remove(); },
  };
}

// The library knows no zones: times are shifted by the reader's offset.
function shown(seconds) { return seconds + offset(new Date(seconds * 1000)) * 60; }

function real(shownSeconds) { return shownSeconds - offset(new Date(shownSeconds * 1000)) * 60; }

function percent(value) { return Math.abs(value) < 0.05 ? "0.0" : (value < 0 ? "−" : "") + Math.abs(value).toFixed(1); }

function token(name) {
  const style = getComputedStyle(root);
  const value = style.getPropertyValue(name).trim();
  const inner = /^var\((--[\w-]+)\)$/.exec(value);
  return inner ? style.getPropertyValue(inner[1]).trim() : value;
}
