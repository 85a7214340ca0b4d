using System.Text.Json;
using static CryptoRun.Worker.Simulation.LoopbackJson;

namespace CryptoRun.Worker.Simulation.Bybit;

/// <summary>Bodies of the answers of Bybit's v5 interface, linear contracts.</summary>
/// <param name="tape">The market.</param>
/// <param name="settlements">Its funding.</param>
internal sealed class BybitAnswers(IMarketTape tape, FundingSettlements settlements)
{
    private const int MinutesPerHour = 60;

    /// <summary>An error.</summary>
    public static byte[] Error(DateTimeOffset stamp, int code, string message) => Write(stamp, code, message, static w => w.WriteStartObject("result"));

    /// <summary>The perpetuals; of SHIB the thousand is written behind.</summary>
    public IEnumerable<(LoopbackContract Contract, TapePerpetual Now)> All(DateTimeOffset at) => LoopbackContract.All(tape, at, IsBehind);

    /// <summary>One by its name.</summary>
    public LoopbackContract? Find(DateTimeOffset at, string name) => LoopbackContract.Find(tape, at, IsBehind, name)?.Contract;

    /// <summary>instruments-info: a page of the perpetuals, and as at the real venue one against another currency that nobody here wants.</summary>
    public byte[] Instruments(DateTimeOffset now, DateTimeOffset stamp, int from, int limit)
    {
        var all = All(now).Select(static c => c.Contract).ToList();
        return List(stamp, from + limit < all.Count ? $"first={from + limit}" : "", w =>
        {
            foreach (var contract in all.Skip(from).Take(limit))
            {
                Contract(contract.Name, contract.BaseAsset, "USDT", FundingSettlements.IntervalHours(contract.Instrument.Symbol));
                if (contract.BaseAsset == "BTC") Contract("BTCPERP", "BTC", "USDC", 8);
            }

            void Contract(string symbol, string coin, string quote, int hours)
            {
                w.WriteStartObject();
                w.WriteString("symbol", symbol);
                w.WriteString("contractType", "LinearPerpetual");
                w.WriteString("status", "Trading");
                w.WriteString("baseCoin", coin);
                w.WriteString("quoteCoin", quote);
                w.WriteString("settleCoin", quote);
                w.WriteString("symbolType", "");
                w.WriteNumber("fundingInterval", hours * MinutesPerHour);
                w.WriteEndObject();
            }
        });
    }

    /// <summary>tickers of all contracts.</summary>
    /// <param name="now">Market time.</param>
    /// <param name="stamp">The venue's clock.</param>
    public byte[] Tickers(DateTimeOffset now, DateTimeOffset stamp) => List(stamp, null, w =>
    {
        foreach (var (contract, perpetual) in All(now))
        {
            var (symbol, open) = (contract.Instrument.Symbol, perpetual.Hour.Contracts / contract.Coins);
            w.WriteStartObject();
            w.WriteString("symbol", contract.Name);
            w.WriteString("lastPrice", Text(perpetual.Mark * contract.Coins));
            w.WriteString("indexPrice", Text(perpetual.Index * contract.Coins));
            w.WriteString("markPrice", Text(perpetual.Mark * contract.Coins));
            w.WriteString("openInterest", Text(open));
            w.WriteString("openInterestValue", Text(Math.Round(open * perpetual.Mark * contract.Coins, 2)));
            w.WriteString("fundingRate", Text(settlements.Estimate(now, symbol)));
            w.WriteString("nextFundingTime", Milliseconds(FundingSettlements.Before(symbol, stamp).AddHours(FundingSettlements.IntervalHours(symbol))));
            w.WriteString("deliveryTime", "0");
            w.WriteString("fundingIntervalHour", Text(FundingSettlements.IntervalHours(symbol)));
            w.WriteEndObject();
        }
    });

    /// <summary>funding/history: the newest settlements of a span, newest first.</summary>
    public byte[] Funding(LoopbackContract contract, DateTimeOffset now, DateTimeOffset stamp, DateTimeOffset from, DateTimeOffset to, int limit) => List(stamp, null, w =>
    {
        foreach (var (time, rate) in settlements.Settled(now, contract.Instrument.Symbol, from).Where(s => s.Time <= to).Reverse().Take(limit))
        {
            w.WriteStartObject();
            w.WriteString("symbol", contract.Name);
            w.WriteString("fundingRate", Text(rate));
            w.WriteString("fundingRateTimestamp", Milliseconds(time));
            w.WriteEndObject();
        }
    });

    /// <summary>open-interest: the newest hours of a span, newest first.</summary>
    public byte[] OpenInterest(LoopbackContract contract, DateTimeOffset now, DateTimeOffset stamp, DateTimeOffset from, DateTimeOffset to, int limit) => List(stamp, null, w =>
    {
        foreach (var hour in tape.PerpetualHours(now, contract.Instrument.Symbol, from).Where(h => h.Begin <= to).Reverse().Take(limit))
        {
            w.WriteStartObject();
            w.WriteString("openInterest", Text(hour.Contracts / contract.Coins));
            w.WriteString("timestamp", Milliseconds(hour.Begin));
            w.WriteEndObject();
        }
    });

    private static bool IsBehind(string coin) => coin == "SHIB";

    private static byte[] List(DateTimeOffset stamp, string? next, Action<Utf8JsonWriter> items) => Write(stamp, 0, "OK", w =>
    {
        w.WriteStartObject("result");
        w.WriteString("category", "linear");
        w.WriteStartArray("list");
        items(w);
        w.WriteEndArray();
        if (next is not null) w.WriteString("nextPageCursor", next);
    });

    private static byte[] Write(DateTimeOffset stamp, int code, string message, Action<Utf8JsonWriter> openResult) => LoopbackJson.Write(w =>
    {
        w.WriteStartObject();
        w.WriteNumber("retCode", code);
        w.WriteString("retMsg", message);
        openResult(w);
        w.WriteEndObject();
        w.WriteStartObject("retExtInfo");
        w.WriteEndObject();
        w.WriteNumber("time", stamp.ToUnixTimeMilliseconds());
        w.WriteEndObject();
    });
}
