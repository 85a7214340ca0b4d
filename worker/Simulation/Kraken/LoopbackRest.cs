using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace CryptoRun.Worker.Simulation.Kraken;

/// <summary>Kraken's public REST interface over a tape: same paths, same shapes, errors inside a 200.</summary>
internal sealed class LoopbackRest(IMarketTape tape)
{
    /// <summary>The prefix of all paths.</summary>
    public const string Prefix = "/0/public/";

    private const int MostTrades = 1000;
    private const int UsualLevels = 100;
    private const int MostLevels = 500;
    private static readonly TimeSpan OldestTrades = TimeSpan.FromHours(2);
    private const string InvalidArguments = "EGeneral:Invalid arguments";
    private const string UnknownPair = "EQuery:Unknown asset pair";

    /// <summary>Answers a call.</summary>
    public LoopbackAnswer Answer(HttpRequest request, DateTimeOffset now) => request.Path.Value is { } path && path.StartsWith(Prefix, StringComparison.Ordinal)
        ? path[Prefix.Length..] switch
        {
            "SystemStatus" => new(200, LoopbackAnswers.SystemStatus(now)),
            "Time" => new(200, LoopbackAnswers.Time(now)),
            "AssetPairs" => new(200, ForPairs(request, now, LoopbackAnswers.AssetPairs)),
            "Ticker" => new(200, ForPairs(request, now, pairs => LoopbackAnswers.Ticker(tape, now, pairs))),
            "OHLC" => new(200, Ohlc(request, now)),
            "Depth" => new(200, Depth(request, now)),
            "Trades" => new(200, Trades(request, now)),
            _ => new(404, LoopbackAnswers.Error("EGeneral:Unknown method")),
        }
        : new(404, []);

    private byte[] ForPairs(HttpRequest request, DateTimeOffset now, Func<IReadOnlyList<TapeInstrument>, byte[]> answer)
    {
        var instruments = tape.InstrumentsAt(now);
        if (!request.Query.TryGetValue("pair", out var asked)) return answer(instruments);

        List<TapeInstrument> pairs = [];
        foreach (var name in asked.ToString().Split(',', StringSplitOptions.TrimEntries))
        {
            if (Find(instruments, name) is not { } instrument) return LoopbackAnswers.Error(UnknownPair);
            if (!pairs.Contains(instrument)) pairs.Add(instrument);
        }

        return answer(pairs);
    }

    private byte[] Ohlc(HttpRequest request, DateTimeOffset now)
    {
        if (request.Query["pair"].ToString() is not { Length: > 0 } name) return LoopbackAnswers.Error(InvalidArguments);
        if (Find(tape.InstrumentsAt(now), name) is not { } instrument) return LoopbackAnswers.Error(UnknownPair);
        // Kraken has other widths and a default of one minute; this market has hours.
        if (request.Query["interval"] != "60") return LoopbackAnswers.Error(InvalidArguments);

        var since = request.Seconds("since");
        if (since is null && request.Query.ContainsKey("since")) return LoopbackAnswers.Error(InvalidArguments);
        return LoopbackAnswers.Ohlc(tape, now, instrument, since);
    }

    private byte[] Depth(HttpRequest request, DateTimeOffset now)
    {
        if (Find(tape.InstrumentsAt(now), request.Query["pair"].ToString()) is not { } instrument) return LoopbackAnswers.Error(UnknownPair);
        var count = UsualLevels;
        if (request.Query.TryGetValue("count", out var text) && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > MostLevels))
            return LoopbackAnswers.Error(InvalidArguments);
        return LoopbackAnswers.Depth(instrument, tape.BookAt(now, instrument.Symbol), count);
    }

    /// <summary>Kraken's <c>since</c> is in nanoseconds here, and exclusive.</summary>
    private byte[] Trades(HttpRequest request, DateTimeOffset now)
    {
        if (Find(tape.InstrumentsAt(now), request.Query["pair"].ToString()) is not { } instrument) return LoopbackAnswers.Error(UnknownPair);
        var since = now - OldestTrades;
        if (request.Query.ContainsKey("since"))
        {
            if (request.Whole("since") is not { } asked) return LoopbackAnswers.Error(InvalidArguments);

            // Kraken takes seconds too; no instant of nanoseconds since 1970 that matters is as small.
            var from = asked < 100_000_000_000 ? DateTimeOffset.UnixEpoch.AddSeconds(asked) : DateTimeOffset.UnixEpoch.AddTicks(asked / 100);
            if (from > since) since = from;
        }

        return LoopbackAnswers.Trades(instrument, [.. tape.TradesAfter(since, now, instrument.Symbol).Take(MostTrades)]);
    }

    private static TapeInstrument? Find(IReadOnlyList<TapeInstrument> instruments, string name) =>
        instruments.FirstOrDefault(i => i.Key == name || i.AltName == name || i.RestWsName == name);
}
