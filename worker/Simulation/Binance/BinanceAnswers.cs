using System.Text.Json;
using static CryptoRun.Worker.Simulation.LoopbackJson;

namespace CryptoRun.Worker.Simulation.Binance;

/// <summary>Bodies of the answers of Binance's USD-M futures.</summary>
/// <param name="tape">The market.</param>
/// <param name="settlements">Its funding.</param>
internal sealed class BinanceAnswers(IMarketTape tape, FundingSettlements settlements)
{
    private const int Usual = 8;

    /// <summary>An error.</summary>
    public static byte[] Error(int code, string message) => LoopbackJson.Write(w =>
    {
        w.WriteStartObject();
        w.WriteNumber("code", code);
        w.WriteString("msg", message);
        w.WriteEndObject();
    });

    /// <summary>The perpetuals.</summary>
    public IEnumerable<(LoopbackContract Contract, TapePerpetual Now)> All(DateTimeOffset at) => LoopbackContract.All(tape, at, static _ => false);

    /// <summary>One by its name.</summary>
    public (LoopbackContract Contract, TapePerpetual Now)? Find(DateTimeOffset at, string name) => LoopbackContract.Find(tape, at, static _ => false, name);

    /// <summary>exchangeInfo: every perpetual, and as at the real venue a quarterly and one against another currency that nobody here wants.</summary>
    public byte[] ExchangeInfo(DateTimeOffset now) => LoopbackJson.Write(w =>
    {
        w.WriteStartObject();
        w.WriteString("timezone", "UTC");
        w.WriteNumber("serverTime", now.ToUnixTimeMilliseconds());
        w.WriteStartArray("symbols");
        foreach (var (contract, _) in All(now))
        {
            Contract(contract.Name, contract.BaseAsset, "USDT", "PERPETUAL");
            if (contract.BaseAsset != "BTC") continue;
            Contract("BTCUSDC", "BTC", "USDC", "PERPETUAL");
            Contract("BTCUSDT_261225", "BTC", "USDT", "CURRENT_QUARTER");
        }

        w.WriteEndArray();
        w.WriteEndObject();

        void Contract(string symbol, string asset, string quote, string type)
        {
            w.WriteStartObject();
            w.WriteString("symbol", symbol);
            w.WriteString("pair", asset + quote);
            w.WriteString("contractType", type);
            w.WriteString("status", "TRADING");
            w.WriteString("baseAsset", asset);
            w.WriteString("quoteAsset", quote);
            w.WriteString("marginAsset", quote);
            w.WriteString("underlyingType", "COIN");
            w.WriteEndObject();
        }
    });

    /// <summary>fundingInfo: contracts with another interval than the usual one.</summary>
    public byte[] FundingInfo(DateTimeOffset now) => List(w =>
    {
        foreach (var (contract, _) in All(now))
        {
            if (FundingSettlements.IntervalHours(contract.Instrument.Symbol) is not (not Usual and var hours)) continue;
            w.WriteStartObject();
            w.WriteString("symbol", contract.Name);
            w.WriteString("adjustedFundingRateCap", "0.03000000");
            w.WriteString("adjustedFundingRateFloor", "-0.03000000");
            w.WriteNumber("fundingIntervalHours", hours);
            w.WriteBoolean("disclaimer", false);
            w.WriteEndObject();
        }
    });

    /// <summary>premiumIndex of all contracts.</summary>
    /// <param name="now">Market time.</param>
    /// <param name="stamp">The venue's clock.</param>
    public byte[] PremiumIndex(DateTimeOffset now, DateTimeOffset stamp) => List(w =>
    {
        foreach (var (contract, perpetual) in All(now))
        {
            var symbol = contract.Instrument.Symbol;
            w.WriteStartObject();
            w.WriteString("symbol", contract.Name);
            w.WriteString("markPrice", Text(perpetual.Mark * contract.Coins));
            w.WriteString("indexPrice", Text(perpetual.Index * contract.Coins));
            w.WriteString("estimatedSettlePrice", Text(perpetual.Index * contract.Coins));
            w.WriteString("lastFundingRate", Text(settlements.Estimate(now, symbol)));
            w.WriteString("interestRate", "0.00010000");
            w.WriteNumber("nextFundingTime", FundingSettlements.Before(symbol, stamp).AddHours(FundingSettlements.IntervalHours(symbol)).ToUnixTimeMilliseconds());
            w.WriteNumber("time", stamp.ToUnixTimeMilliseconds());
            w.WriteEndObject();
        }
    });

    /// <summary>fundingRate: the first settlements of a span, oldest first, each stamped some milliseconds late.</summary>
    public byte[] FundingRate(LoopbackContract contract, DateTimeOffset now, DateTimeOffset from, DateTimeOffset to, int limit) => List(w =>
    {
        foreach (var (time, rate) in settlements.Settled(now, contract.Instrument.Symbol, from).Where(s => s.Time <= to).Take(limit))
        {
            w.WriteStartObject();
            w.WriteString("symbol", contract.Name);
            w.WriteNumber("fundingTime", time.ToUnixTimeMilliseconds() + (time.Hour % 3));
            w.WriteString("fundingRate", Text(rate));
            w.WriteString("markPrice", "");
            w.WriteEndObject();
        }
    });

    /// <summary>openInterest now.</summary>
    public static byte[] OpenInterest(LoopbackContract contract, TapePerpetual now, DateTimeOffset stamp) => LoopbackJson.Write(w =>
    {
        w.WriteStartObject();
        w.WriteString("symbol", contract.Name);
        w.WriteString("openInterest", Text(now.Hour.Contracts / contract.Coins));
        w.WriteNumber("time", stamp.ToUnixTimeMilliseconds());
        w.WriteEndObject();
    });

    /// <summary>openInterestHist: the newest hours of a span, oldest first, with their worth at the hour's price.</summary>
    public byte[] OpenInterestHours(LoopbackContract contract, DateTimeOffset now, DateTimeOffset from, DateTimeOffset to, int limit)
    {
        var symbol = contract.Instrument.Symbol;
        var closes = tape.CandlesAt(now, symbol, from.AddHours(-2), now).ToDictionary(static c => c.Candle.OpenTime.AddHours(1), static c => c.Candle.Close);
        return List(w =>
        {
            foreach (var hour in tape.PerpetualHours(now, symbol, from).Where(h => h.Begin <= to && closes.ContainsKey(h.Begin)).TakeLast(limit))
            {
                w.WriteStartObject();
                w.WriteString("symbol", contract.Name);
                w.WriteString("sumOpenInterest", Text(hour.Contracts / contract.Coins));
                w.WriteString("sumOpenInterestValue", Text(hour.Contracts * closes[hour.Begin]));
                w.WriteNumber("timestamp", hour.Begin.ToUnixTimeMilliseconds());
                w.WriteEndObject();
            }
        });
    }

    private static byte[] List(Action<Utf8JsonWriter> items) => LoopbackJson.Write(w =>
    {
        w.WriteStartArray();
        items(w);
        w.WriteEndArray();
    });
}
