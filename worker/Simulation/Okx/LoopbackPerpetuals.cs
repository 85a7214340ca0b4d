using System.Text.Json;
using Microsoft.AspNetCore.Http;
using static CryptoRun.Worker.Simulation.Okx.LoopbackBodies;

namespace CryptoRun.Worker.Simulation.Okx;

/// <summary>OKX's public answers about perpetuals: the linear ones paid in USDT, whose contract is a part or a multiple of the coin, and as at the real venue an inverse one that nobody here wants.</summary>
internal sealed class LoopbackPerpetuals(IMarketTape tape)
{
    private const string Inverse = "BTC-USD-SWAP";
    private readonly FundingSettlements _settlements = new(tape);

    /// <summary>OKX's name of a coin's linear perpetual.</summary>
    public static string Name(TapeInstrument instrument) => $"{instrument.Base}-USDT-SWAP";

    /// <summary>Coins in a contract: 0.01 BTC, 1 SOL, 1000 DOGE; the cheaper the coin, the more.</summary>
    public static decimal ContractSize(decimal mark) => mark switch { > 10_000 => 0.01m, > 1_000 => 0.1m, > 10 => 1, > 0.5m => 10, > 0.01m => 1_000, _ => 10_000_000 };

    /// <summary>Answers a call; null for a path that is not known.</summary>
    public byte[]? Answer(string path, HttpRequest request, DateTimeOffset now) => path switch
    {
        "public/instruments" when request.Query["instType"] == "SWAP" => Each(now, Instrument),
        "public/mark-price" when request.Query["instType"] == "SWAP" => Each(now, (w, name, _, perpetual) =>
            LoopbackRest.Record(w, ("instType", "SWAP"), ("instId", name), ("markPx", Text(perpetual.Mark)), ("ts", LoopbackJson.Milliseconds(now)))),
        "public/open-interest" when request.Query["instType"] == "SWAP" => Each(now, (w, name, _, perpetual) => LoopbackRest.Record(
            w, ("instType", "SWAP"), ("instId", name), ("oi", Text(perpetual.Hour.Contracts / ContractSize(perpetual.Mark))), ("oiCcy", Text(perpetual.Hour.Contracts)),
            ("oiUsd", Text(Math.Round(perpetual.Hour.Contracts * perpetual.Mark, 2))), ("ts", LoopbackJson.Milliseconds(now)))),
        "public/funding-rate" when request.Query["instId"] == "ANY" => Each(now, (w, name, instrument, _) => Running(w, name, instrument, now)),
        "public/funding-rate" => Of(request, now, (w, instrument) => Running(w, Name(instrument), instrument, now)),
        "public/funding-rate-history" => Of(request, now, (w, instrument) => Settled(w, request, instrument, now)),
        "rubik/stat/contracts/open-interest-history" when request.Query["period"] == "1H" => Of(request, now, (w, instrument) => Interest(w, request, instrument, now)),
        _ => null,
    };

    private byte[] Each(DateTimeOffset now, Action<Utf8JsonWriter, string, TapeInstrument, TapePerpetual> write) => Data(w =>
    {
        foreach (var instrument in tape.InstrumentsAt(now))
        {
            if (tape.PerpetualAt(now, instrument.Symbol) is not { } perpetual) continue;
            write(w, Name(instrument), instrument, perpetual);
            if (instrument.Base == "BTC") write(w, Inverse, instrument, perpetual);
        }
    });

    private byte[] Of(HttpRequest request, DateTimeOffset now, Action<Utf8JsonWriter, TapeInstrument> write) =>
        tape.InstrumentsAt(now).FirstOrDefault(i => Name(i) == request.Query["instId"] && tape.PerpetualAt(now, i.Symbol) is not null) is { } instrument
            ? Data(w => write(w, instrument))
            : Error("51001", "Instrument ID doesn't exist.");

    private static void Instrument(Utf8JsonWriter w, string name, TapeInstrument instrument, TapePerpetual perpetual)
    {
        var isLinear = name != Inverse;
        LoopbackRest.Record(
            w, ("instType", "SWAP"), ("instId", name), ("uly", name[..^5]), ("instFamily", name[..^5]), ("baseCcy", ""), ("quoteCcy", ""), ("settleCcy", isLinear ? "USDT" : instrument.Base),
            ("ctVal", isLinear ? Text(ContractSize(perpetual.Mark)) : "100"), ("ctMult", "1"), ("ctValCcy", isLinear ? instrument.Base : "USD"), ("ctType", isLinear ? "linear" : "inverse"), ("state", "live"));
    }

    private void Running(Utf8JsonWriter w, string name, TapeInstrument instrument, DateTimeOffset now)
    {
        var interval = FundingSettlements.IntervalHours(instrument.Symbol);
        var next = FundingSettlements.Before(instrument.Symbol, now).AddHours(interval);
        LoopbackRest.Record(
            w, ("instType", "SWAP"), ("instId", name), ("method", "current_period"), ("formulaType", "noRate"), ("fundingRate", Text(_settlements.Estimate(now, instrument.Symbol))), ("nextFundingRate", ""),
            ("fundingTime", LoopbackJson.Milliseconds(next)), ("nextFundingTime", LoopbackJson.Milliseconds(next.AddHours(interval))), ("settState", "settled"), ("ts", LoopbackJson.Milliseconds(now)));
    }

    private void Settled(Utf8JsonWriter w, HttpRequest request, TapeInstrument instrument, DateTimeOffset now)
    {
        var after = request.Milliseconds("after") ?? DateTimeOffset.MaxValue;
        foreach (var (time, rate) in _settlements.Settled(now, instrument.Symbol, now.AddDays(-92)).Where(s => s.Time < after).Reverse().Take(request.Limit(100, 100)))
        {
            LoopbackRest.Record(
                w, ("instType", "SWAP"), ("instId", Name(instrument)), ("method", "current_period"), ("formulaType", "noRate"), ("fundingRate", Text(rate)), ("realizedRate", Text(rate)), ("fundingTime", LoopbackJson.Milliseconds(time)));
        }
    }

    /// <summary>Rows of time, contracts, coins and USD; the hour that runs is the newest.</summary>
    private void Interest(Utf8JsonWriter w, HttpRequest request, TapeInstrument instrument, DateTimeOffset now)
    {
        var end = request.Milliseconds("end") ?? DateTimeOffset.MaxValue;
        var mark = tape.PerpetualAt(now, instrument.Symbol)!.Value.Mark;
        foreach (var hour in tape.PerpetualHours(now, instrument.Symbol, now.AddDays(-60)).Where(h => h.Begin < end).Reverse().Take(request.Limit(100, 100)))
        {
            w.WriteStartArray();
            foreach (var value in (string[])[LoopbackJson.Milliseconds(hour.Begin), Text(hour.Contracts / ContractSize(mark)), Text(hour.Contracts), Text(Math.Round(hour.Contracts * mark, 2))]) w.WriteStringValue(value);
            w.WriteEndArray();
        }
    }
}
