// One rule over a million bars: buys under the mean of 30 closes, sells over it, stops at 5 %. The mean is made before, as in the rows of BarEngineSpeed.
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
const { DataFrame } = require("data-forge");
const { backtest } = require("grademark");

const count = 1_000_000;
const bars = [];
let [price, state, sum] = [100, 42, 0];
const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 4294967296;
const closes = [];
for (let i = 0; i < count; i++) {
  const open = price;
  price *= 1 + (next() - 0.5) * 0.02;
  const [high, low] = [Math.max(open, price) * (1 + 0.003 * next()), Math.min(open, price) * (1 - 0.003 * next())];
  closes.push(price);
  sum += price - (i >= 30 ? closes[i - 30] : 0);
  bars.push({ time: i, open, high, low, close: price, volume: 1, sma: sum / Math.min(i + 1, 30) });
}

const frame = new DataFrame(bars);
const strategy = {
  entryRule: (enter, { bar }) => { if (bar.close < bar.sma) enter(); },
  exitRule: (exit, { bar }) => { if (bar.close > bar.sma) exit(); },
  stopLoss: ({ entryPrice }) => entryPrice * 0.05,
};

for (let run = 0; run < 5; run++) {
  const start = performance.now();
  const trades = backtest(strategy, frame);
  const ms = performance.now() - start;
  console.log(`grademark ${count} bars, ${trades.length} trades, ${ms.toFixed(0)} ms, ${(count / ms / 1000).toFixed(2)} M bars/s`);
}
