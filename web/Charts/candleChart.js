// Draws candles with lightweight-charts (Apache-2.0, TradingView; its attribution is in the page). The library is imported here, so only pages with candles load it.
import { createChart, createSeriesMarkers, CandlestickSeries, HistogramSeries, LineSeries, ColorType, CrosshairMode, LineStyle, PriceScaleMode } from "/lib/lightweight-charts/lightweight-charts.js";
import { dayMinuteZone, offset } from "/lib/app/times.js";

const shapes = { signal: "arrowUp", candidate: "circle", left: "square" };
const root = document.documentElement;

export function draw(element, picture) {
  const reading = element.parentElement.querySelector("[data-reading]");
  const chart = createChart(element, { autoSize: true, layout: { attributionLogo: false } }); // the logo brings a style without the nonce; the page names and links its maker instead
  const prices = chart.addSeries(CandlestickSeries, {});
  const volumes = chart.addSeries(HistogramSeries, { priceScaleId: "volume", priceFormat: { type: "volume" }, lastValueVisible: false, priceLineVisible: false });
  chart.priceScale("volume").applyOptions({ scaleMargins: { top: 0.86, bottom: 0 } });
  const mean = chart.addSeries(LineSeries, { lineWidth: 1, lastValueVisible: false, priceLineVisible: false, crosshairMarkerVisible: false });
  const line = new SignalLine();
  prices.attachPrimitive(line);
  const marks = createSeriesMarkers(prices, []);
  let current = picture;
  let levels = [];

  // Bars without a candle are blank places on the axis: a gap is shown, never bridged. The library knows no zones: times are shifted by the reader's offset.
  function fill() {
    const candles = new Map(current.candles.map(c => [c[0], c]));
    const means = new Map(current.vwap);
    const [bars, sizes, line] = [[], [], []];
    for (let at = current.from; at < current.to; at += current.step) {
      const c = candles.get(at);
      const time = shown(at);
      if (bars.length > 0 && time <= bars[bars.length - 1].time) continue; // the hour that a zone repeats in autumn
      bars.push(c ? { time, open: c[1], high: c[2], low: c[3], close: c[4] } : { time });
      sizes.push(c ? { time, value: c[5] } : { time });
      line.push(means.has(at) ? { time, value: means.get(at) } : { time });
    }

    const first = current.candles.length > 0 ? current.candles[current.candles.length - 1][4] : 1;
    prices.applyOptions({ priceFormat: { type: "price", precision: digits(first), minMove: 10 ** -digits(first) } });
    prices.setData(bars);
    volumes.setData(sizes);
    mean.setData(line);
    mark();
    chart.timeScale().fitContent();
    read(null);
  }

  function mark() {
    const colour = token("--accent");
    const signal = current.marks.find(m => m.kind === "signal");
    line.set(signal ? { time: shown(barOf(signal.time)), words: `${signal.text}, ${dayMinuteZone(new Date(signal.time * 1000))}`, colour, plate: token("--surface-1"), font: token("--font-ui") } : null);
    const quiet = token("--text-2");
    marks.setMarkers(current.marks.filter(m => m.time >= current.from && m.time <= current.to).sort((a, b) => a.time - b.time).map(m => ({
      time: shown(barOf(m.time)), position: m.kind === "signal" ? "belowBar" : "aboveBar", shape: shapes[m.kind], color: m.kind === "left" ? quiet : colour, size: m.kind === "signal" ? 1 : 0.6,
    })));
  }

  // A level beyond the candles does not stretch the scale: it is written beside the chart all the same.
  function level() {
    for (const old of levels) prices.removePriceLine(old);
    levels = current.levels.map(l => prices.createPriceLine({
      price: l.price, title: l.text, color: token(l.kind === "stop" ? "--text-2" : "--text-3"), axisLabelColor: token("--surface-3"), axisLabelTextColor: token("--text-1"), lineWidth: 1, lineStyle: LineStyle.Dashed, axisLabelVisible: true,
    }));
  }

  // An instant belongs to the bar that it ends or lies in; a closed bar carries what was seen at its close.
  function barOf(time) {
    const last = current.to - current.step;
    return Math.min(last, Math.max(current.from, Math.ceil(time / current.step) * current.step - current.step));
  }

  function style() {
    const [up, down, text, grid, surface] = ["--up", "--down", "--axis", "--grid", "--surface-1"].map(token);
    chart.applyOptions({
      layout: { background: { type: ColorType.Solid, color: surface }, textColor: text, fontFamily: token("--font-ui"), fontSize: 11, attributionLogo: false },
      grid: { vertLines: { color: grid }, horzLines: { color: grid } },
      rightPriceScale: { mode: PriceScaleMode.Logarithmic, borderVisible: false, scaleMargins: { top: 0.1, bottom: 0.18 } },
      timeScale: { borderVisible: false, timeVisible: true, secondsVisible: false, lockVisibleTimeRangeOnResize: true },
      crosshair: { mode: CrosshairMode.Normal, vertLine: { color: text, labelBackgroundColor: token("--surface-3") }, horzLine: { color: text, labelBackgroundColor: token("--surface-3") } },
      handleScroll: { vertTouchDrag: false, mouseWheel: false }, handleScale: { mouseWheel: false, axisPressedMouseMove: false },
      localization: { timeFormatter: at => dayMinuteZone(new Date(real(at) * 1000)) },
    });
    // Up is hollow: its body has the page's own colour.
    prices.applyOptions({ upColor: surface, downColor: down, borderUpColor: up, borderDownColor: down, wickUpColor: up, wickDownColor: down, priceLineColor: token("--line-control"), priceLineStyle: LineStyle.Dotted });
    volumes.applyOptions({ color: token("--surface-3") });
    mean.applyOptions({ color: token("--text-3"), priceFormat: { type: "price", precision: 8, minMove: 1e-8 } });
    mark();
    level();
  }

  function read(bar) {
    const last = current.candles[current.candles.length - 1];
    const at = bar ?? last;
    if (!at) { reading.textContent = ""; return; }
    const places = digits(at[4]);
    const [o, h, l, c] = at.slice(1, 5).map(v => v.toFixed(places));
    reading.textContent = `${dayMinuteZone(new Date(at[0] * 1000))}  O ${o}  H ${h}  L ${l}  C ${c}`;
  }

  chart.subscribeCrosshairMove(move => read(move.time === undefined ? null : current.candles.find(c => shown(c[0]) === move.time) ?? null));
  style();
  fill();
  const look = new MutationObserver(style);
  look.observe(root, { attributeFilter: ["data-theme", "data-direction"] });
  const times = new MutationObserver(fill);
  times.observe(root, { attributeFilter: ["data-times", "data-zone"] });
  return {
    update(next) { current = next; fill(); level(); },
    dispose() { look.disconnect(); times.disconnect(); chart.remove(); },
  };
}

function shown(seconds) { return seconds + offset(new Date(seconds * 1000)) * 60; }

function real(shownSeconds) { return shownSeconds - offset(new Date(shownSeconds * 1000)) * 60; }

function token(name) {
  const style = getComputedStyle(root);
  const value = style.getPropertyValue(name).trim();
  const inner = /^var\((--[\w-]+)\)$/.exec(value);
  const colour = inner ? style.getPropertyValue(inner[1]).trim() : value;
  return /^[A-Z]\w+$/.test(colour) ? ofSystem(colour) : colour;
}

// A colour of the system by its name, as forced colours have it: the library knows numbers only.
function ofSystem(name) {
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.forcedColorAdjust = "none";
  probe.style.color = name;
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

// Five significant digits, one to seven decimals, whole above 10,000: as the rest of the page writes a price.
function digits(price) { return price >= 10000 ? 0 : Math.min(7, Math.max(1, 4 - Math.floor(Math.log10(Math.max(price, 1e-7))))); }

// The dashed line of the signal with its words, drawn with the library's own canvas. The words stand on the side that has room, so that no edge cuts them.
class SignalLine {
  set(signal) { this.signal = signal; this.request?.(); }
  attached({ chart, requestUpdate }) { this.chart = chart; this.request = requestUpdate; }
  detached() { this.request = null; }
  paneViews() { return [{ zOrder: () => "bottom", renderer: () => ({ draw: target => this.#line(target) }) }, { zOrder: () => "top", renderer: () => ({ draw: target => this.#words(target) }) }]; }
  #at() { return this.signal ? this.chart.timeScale().timeToCoordinate(this.signal.time) : null; }
  #words(target) {
    const x = this.#at();
    if (x === null) return;
    target.useMediaCoordinateSpace(({ context, mediaSize }) => {
      const { words, colour, plate, font } = this.signal;
      context.font = `11px ${font}`;
      const width = context.measureText(words).width + 8;
      const left = x - 4 - width >= 0 ? x - 4 - width : Math.min(x + 4, mediaSize.width - width);
      context.fillStyle = plate;
      context.fillRect(left, mediaSize.height - 20, width, 16);
      context.fillStyle = colour;
      context.textBaseline = "middle";
      context.fillText(words, left + 4, mediaSize.height - 12);
    });
  }
  #line(target) {
    const x = this.#at();
    if (x === null) return;
    target.useBitmapCoordinateSpace(({ context, bitmapSize, horizontalPixelRatio: ratio }) => {
      context.strokeStyle = this.signal.colour;
      context.lineWidth = Math.max(1, Math.floor(ratio));
      context.setLineDash([4 * ratio, 3 * ratio]);
      context.beginPath();
      context.moveTo(Math.round(x * ratio) + 0.5, 0);
      context.lineTo(Math.round(x * ratio) + 0.5, bitmapSize.height);
      context.stroke();
    });
  }
}
