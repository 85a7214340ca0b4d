using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;

namespace CryptoRun.Worker.Backtests;

/// <summary>What is wrong with a request, field by field. What the engine's options say of themselves is said of the field that they came from.</summary>
internal static partial class RequestProblems
{
    /// <summary>Most symbols that may be named.</summary>
    private const int MostSymbols = 1000;

    private const int Longest = 40;

    /// <summary>Holds a request against what it may be.</summary>
    /// <param name="request">Settled.</param>
    /// <param name="now">Market time.</param>
    /// <param name="stored">Symbols that have candles of the venue.</param>
    /// <param name="scan">How the market is scanned live.</param>
    /// <param name="regimes">How the regime is detected live.</param>
    public static IReadOnlyList<BacktestProblem> Of(BacktestRequest request, DateTimeOffset now, IReadOnlyList<string> stored, ScanOptions scan, RegimeOptions regimes)
    {
        List<BacktestProblem> problems = [];
        if (request.Name!.Length > BacktestRequest.LongestName || request.Name.Any(char.IsControl)) Add("name", request.Name, $"at most {BacktestRequest.LongestName} characters, none of them a control character");
        if (!Enum.IsDefined(request.Universe)) Add("universe", $"{request.Universe}", "all, symbols or top");
        if (!Enum.IsDefined(request.Costs)) Add("costs", $"{request.Costs}", "venue or flat");
        if (request.Universe == BacktestUniverse.Top && request.Top is < 1 or > MostSymbols) Add("top", request.Top.ToString(CultureInfo.InvariantCulture), $"a whole number from 1 to {MostSymbols}");
        if (request.From < BacktestRequest.Earliest) Add("from", Instant(request.From.Value), $"an instant from {Instant(BacktestRequest.Earliest)} on");
        if (request.To > now) Add("to", Instant(request.To.Value), $"an instant up to {Instant(BacktestRequest.FullHour(now))}: what comes later has not happened");
        Options(request, scan, regimes, problems);
        Market(request, stored, problems);
        return problems;

        void Add(string field, string value, string allowed) => problems.Add(new BacktestProblem(field, Short(value), allowed));
    }

    private static void Market(BacktestRequest request, IReadOnlyList<string> stored, List<BacktestProblem> problems)
    {
        if (stored.Count == 0)
        {
            problems.Add(new BacktestProblem("venue", Short(request.Venue!), "a venue of which hourly candles are stored"));
            return;
        }

        if (request.Universe != BacktestUniverse.Symbols) return;
        var symbols = request.Symbols!;
        var unknown = symbols.Except(stored, StringComparer.Ordinal).ToList();
        if (symbols.Count is 0 or > MostSymbols) problems.Add(new BacktestProblem("symbols", $"{symbols.Count} symbols", $"1 to {MostSymbols} symbols, such as BTC-USD, SOL-USD"));
        else if (unknown.Count > 0) problems.Add(new BacktestProblem("symbols", Short(string.Join(", ", unknown.Take(5).Select(Short))), $"symbols with stored candles of {request.Venue}, such as {string.Join(", ", stored.Take(3))}"));
    }

    private static void Options(BacktestRequest request, ScanOptions scan, RegimeOptions regimes, List<BacktestProblem> problems)
    {
        // Checked by itself: an infinite or negative number would be halved before the options see it.
        if (request.Costs == BacktestCosts.Flat && !(request.FlatBps is >= 0 and <= 1000)) problems.Add(new BacktestProblem("flatBps", request.FlatBps.ToString(CultureInfo.InvariantCulture), "0 to 1000"));
        var checkable = request.Costs == BacktestCosts.Flat ? request with { FlatBps = 0 } : request;
        foreach (var sentence in checkable.ToOptions(scan, regimes).Problems())
        {
            var parts = Sentence().Match(sentence);
            problems.Add(parts.Success
                ? new BacktestProblem(JsonNamingPolicy.CamelCase.ConvertName(parts.Groups["key"].Value.Split(':')[^1]), Short(parts.Groups["value"].Value), parts.Groups["allowed"].Value)
                : new BacktestProblem("request", "", sentence));
        }
    }

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string Short(string text) => text.Length <= Longest ? text : text[..Longest] + "…";

    [GeneratedRegex("^(?<key>[A-Za-z:0-9]+) is (?<value>.*?); allowed is (?<allowed>.*)\\.$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sentence();
}
