using System.Globalization;

namespace CryptoRun.Worker.Simulation.KrakenFutures;

/// <summary>Bodies of the answers of Kraken's derivatives venue.</summary>
internal static class FuturesAnswers
{
    /// <summary>The venue's name of a coin's linear perpetual, <c>PF_XBTUSD</c>.</summary>
    public static string Name(TapeInstrument instrument) => $"PF_{(instrument.Base == "BTC" ? "XBT" : instrument.Base)}{instrument.Quote}";

    /// <summary>An error of the derivatives interface.</summary>
    public static byte[] Error(DateTimeOffset now, string error) => LoopbackJson.Write(w =>
    {
        w.WriteStartObject();
        w.WriteString("result", "error");
        w.WriteString("serverTime", Time(now));
        w.WriteString("error", error);
        w.WriteEndObject();
    });

    /// <summary>An error of the charts interface.</summary>
    public static byte[] ChartError(string error) => LoopbackJson.Write(w =>
    {
        w.WriteStartObject();
        w.WriteStartArray("errors");
        w.WriteStringValue(error);
        w.WriteEndArray();
        w.WriteEndObject();
    });

    /// <summary>tickers: every perpetual, and as at the real venue an inverse one that nobody here wants.</summary>
    /// <param name="tape">The market.</param>
    /// <param name="now">Market time.</param>
    /// <param name="stamp">The venue's clock.</param>
    public static byte[] Tickers(IMarketTape tape, DateTimeOffset now, DateTimeOffset stamp) => LoopbackJson.Write(w =>
    {
        w.WriteStartObject();
        w.WriteString("result", "success");
        w.WriteString("serverTime", Time(stamp.AddTicks(-(stamp.UtcTicks % TimeSpan.TicksPerSecond))));
        w.WriteStartArray("tickers");
        foreach (var instrument in tape.InstrumentsAt(now))
        {
            if (tape.PerpetualAt(now, instrument.Symbol) is not { } perpetual) continue;

            Ticker(Name(instrument), perpetual.Hour.Contracts);
            if (instrument.Base == "BTC") Ticker("PI_XBTUSD", Math.Round(perpetual.Hour.Contracts * perpetual.Mark / 9, 0));

            void Ticker(string symbol, decimal open)
            {
                w.WriteStartObject();
                w.WriteString("symbol", symbol);
                w.WriteNumber("last", Math.Round(perpetual.Mark, instrument.PriceDecimals));
                w.WriteString("lastTime", Time(now));
                w.WriteString("tag", "perpetual");
                w.WriteString("pair", $"{(instrument.Base == "BTC" ? "XBT" : instrument.Base)}:{instrument.Quote}");
                w.WriteNumber("markPrice", perpetual.Mark);
                w.WriteNumber("openInterest", open);
                w.WriteNumber("fundingRate", perpetual.Hour.Rate * perpetual.Mark);
                w.WriteBoolean("suspended", false);
                w.WriteNumber("indexPrice", perpetual.Index);
                w.WriteBoolean("postOnly", false);
                w.WriteEndObject();
            }
        }

        w.WriteEndArray();
        w.WriteEndObject();
    });

    /// <summary>historical-funding-rates: hours that are over, with the absolute rate and the relative one.</summary>
    public static byte[] FundingRates(IMarketTape tape, DateTimeOffset now, string symbol, DateTimeOffset from)
    {
        var mark = tape.PerpetualAt(now, symbol)!.Value.Mark;
        return LoopbackJson.Write(w =>
        {
            w.WriteStartObject();
            w.WriteString("result", "success");
            w.WriteString("serverTime", Time(now));
            w.WriteStartArray("rates");
            foreach (var hour in tape.PerpetualHours(now, symbol, from).SkipLast(1))
            {
                w.WriteStartObject();
                w.WriteString("timestamp", Time(hour.Begin));
                w.WriteNumber("fundingRate", hour.Rate * mark);
                w.WriteNumber("relativeFundingRate", hour.Rate);
                w.WriteEndObject();
            }

            w.WriteEndArray();
            w.WriteEndObject();
        });
    }

    /// <summary>analytics of open interest: open, high, low and close of every hour, the one that runs included.</summary>
    public static byte[] OpenInterest(IMarketTape tape, DateTimeOffset now, string symbol, DateTimeOffset since)
    {
        var hours = tape.PerpetualHours(now, symbol, since);
        return LoopbackJson.Write(w =>
        {
            w.WriteStartObject();
            w.WriteStartObject("result");
            w.WriteStartArray("timestamp");
            foreach (var hour in hours) w.WriteNumberValue(hour.Begin.ToUnixTimeSeconds());
            w.WriteEndArray();
            w.WriteBoolean("more", false);
            w.WriteStartArray("data");
            for (var i = 0; i < hours.Count; i++)
            {
                var (open, close) = (hours[i].Contracts, hours[Math.Min(i + 1, hours.Count - 1)].Contracts);
                w.WriteStartArray();
                foreach (var value in (decimal[])[open, Math.Max(open, close), Math.Min(open, close), close]) w.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
                w.WriteEndArray();
            }

            w.WriteEndArray();
            w.WriteEndObject();
            w.WriteStartArray("errors");
            w.WriteEndArray();
            w.WriteEndObject();
        });
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
