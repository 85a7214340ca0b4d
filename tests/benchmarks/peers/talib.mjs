// TA-Lib (C, through npm talib) over the bars of IndicatorBars.cs: median time a bar in nanoseconds.
import talib from 'talib';

const bars = 200_000;
const [high, low, close] = [[], [], []];
let state = 42;
const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 4294967296;
for (let i = 0, price = 100; i < bars; i++) {
  price *= 1 + (next() - 0.5) * 0.01;
  high.push(price * (1 + 0.003 * next()));
  low.push(price * (1 - 0.003 * next()));
  close.push(price);
  next();
}

const range = { startIdx: 0, endIdx: bars - 1 };
const jobs = {
  RsiPerBar: { name: 'RSI', inReal: close, optInTimePeriod: 14 },
  AdxPerBar: { name: 'ADX', high, low, close, optInTimePeriod: 14 },
  AtrPerBar: { name: 'ATR', high, low, close, optInTimePeriod: 14 },
  MacdPerBar: { name: 'MACD', inReal: close, optInFastPeriod: 12, optInSlowPeriod: 26, optInSignalPeriod: 9 },
  BollingerPerBar: { name: 'BBANDS', inReal: close, optInTimePeriod: 20, optInNbDevUp: 2, optInNbDevDn: 2, optInMAType: 0 },
};

for (const [name, job] of Object.entries(jobs)) {
  const times = [];
  for (let run = 0; run < 40; run++) {
    const from = process.hrtime.bigint();
    const answer = talib.execute({ ...range, ...job });
    if (run >= 10) times.push(Number(process.hrtime.bigint() - from) / bars);
    if (run === 0) console.log(name.padEnd(16), 'last', Object.values(answer.result).map(column => column.at(-1)).join(' '));
  }

  times.sort((a, b) => a - b);
  console.log(name.padEnd(16), times[times.length >> 1].toFixed(1), 'ns a bar, best', times[0].toFixed(1));
}
