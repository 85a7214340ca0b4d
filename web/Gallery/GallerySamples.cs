using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;
using CryptoRun.Web.Charts;
using CryptoRun.Worker.Live;

namespace CryptoRun.Web.Gallery;

/// <summary>Data of the gallery. Invented, and the page says so.</summary>
internal static class GallerySamples
{
    public static readonly DateTimeOffset At = new(2025, 11, 6, 15, 0, 12, TimeSpan.Zero);

    public static readonly IReadOnlyList<double> Rising = [.. Enumerable.Range(0, 48).Select(i => 10 + (i * 0.08) + Math.Sin(i / 3.0))];

    public static readonly IReadOnlyList<double> Falling = [.. Rising.Reverse()];

    public static readonly IReadOnlyList<GateOutcome> Gates =
        [GateOutcome.Passed, GateOutcome.Failed, GateOutcome.Passed, GateOutcome.NotApplicable, GateOutcome.Passed, GateOutcome.Passed, GateOutcome.Failed, GateOutcome.Passed, GateOutcome.Passed, GateOutcome.Passed, GateOutcome.Passed];

    private static readonly IReadOnlyList<GateOutcome> AllPass = [.. GateOrder.All.Select(static _ => GateOutcome.Passed)];

    /// <summary>Candidate, watch, blocked, delayed, stale, no trade, no data.</summary>
    public static IReadOnlyList<BoardRow> Rows(DateTimeOffset now) =>
    [
        Row(now, 1, "ICP-USD", 78.7, Verdict.Candidate, Freshness.Live, 1.3, Rising) with { Gates = new BoardGates(11, 11, null, null, [], null, AllPass) },
        Row(now, 2, "BAT-USD", 76.1, Verdict.Watch, Freshness.Live, 0.4, Rising),
        Row(now, 7, "TRUMP-USD", 69.4, Verdict.Blocked, Freshness.Delayed, 18, Falling),
        Row(now, 10, "SOON-USD", 64.4, Verdict.Blocked, Freshness.Stale, 94, Rising),
        Row(now, 13, "PAXG-USD", 61.7, Verdict.Blocked, Freshness.NoTrade, 4_000, Falling) with { Return1h = null, Return24h = null, SpreadBps = null, DepthUsd = null },
        Row(now, 16, "MINA-USD", 58.2, Verdict.Blocked, Freshness.NoData, 0, []) with { Return1h = null, Return24h = null, SpreadBps = null, DepthUsd = null, Vadr = null, FundingZ = null },
    ];

    public static readonly BoardSnapshot Board = new(
        812, "20251106T150000Z-7f3a91c2", At, At, MarketSource.Simulated,
        new BoardRegime(RegimeState.Choppy, 2.0 / 3, At.AddDays(-18), null, At.AddMinutes(59), 75, []), new UniverseReport(60, 58, []), Rows(At));

    public static readonly ProgressEvent Filling = new("7f3a91c2", "backfill", ScanStage.Candles, 412, 724, null, 0, null, Finished: false, null, []);

    public static readonly ProgressEvent Failed = new("7f3a91c2", "scan.hot", ScanStage.Candles, 3, 60, null, 0, null, Finished: true, "failed", ["Only 3 of 60 symbols have enough closed hours."]);

    public static readonly IReadOnlyList<WaterfallStep> Steps =
    [
        new("Neutral", "every coin", 50, 50, IsTotal: true, null, null, "50.0", null),
        new("Momentum", "", 50, 68.2, IsTotal: false, "80.3", "0.6000", "+18.2", "fm"),
        new("Technical", "", 68.2, 72.3, IsTotal: false, "70.5", "0.2000", "+4.1", "ft"),
        new("Volume", "", 72.3, 69.8, IsTotal: false, "37.5", "0.2000", "−2.5", "fv"),
        new("Catalyst", "absent", 69.8, 69.8, IsTotal: false, null, "0.0000", "0.0", "fc"),
        new("Composite", "", 69.8, 69.8, IsTotal: true, null, null, "69.8", null),
        new("Boost", "", 69.8, 72.5, IsTotal: false, null, null, "+2.7", "bo"),
        new("Final", "", 72.5, 72.5, IsTotal: true, null, null, "72.5", null),
    ];

    /// <summary>A line with a gap of five hours and a limit.</summary>
    public static object Line() => new
    {
        chart = new { id = "gal-line", type = "line" },
        series = new[] { new { name = "C", data = Hours(i => i is >= 18 and < 23 ? null : Math.Round(68 + (9 * Math.Sin(i / 6.0)), 2)) } },
        colors = new[] { "var(--mark)" },
        stroke = new { width = 1.5, curve = "straight" },
        xaxis = new { type = "datetime" },
        yaxis = new { min = 55, max = 80, tickAmount = 5, opposite = true, labels = new { formatter = new { decimals = 0 } } },
        annotations = new { yaxis = new[] { new { y = 75, borderColor = "var(--text-3)", strokeDashArray = 3 } } },
    };

    /// <summary>Three factors stacked about zero.</summary>
    public static object Bars() => new
    {
        chart = new { id = "gal-bars", type = "bar", stacked = true },
        series = new[] { (Name: "Momentum", At: 0), (Name: "Technical", At: 3), (Name: "Volume", At: 7) }.Select(f => new { name = f.Name, data = Hours(i => Math.Round(9 * Math.Sin((i + f.At) / 5.0), 2)) }).ToArray(),
        colors = new[] { "var(--factor-momentum)", "var(--factor-technical)", "var(--factor-volume)" },
        stroke = new { width = 0 },
        xaxis = new { type = "datetime" },
        yaxis = new { min = -30, max = 30, tickAmount = 2, opposite = true, labels = new { formatter = new { decimals = 0, sign = true } } },
    };

    private static object?[][] Hours(Func<int, double?> value) => [.. Enumerable.Range(0, 48).Select(i => new object?[] { At.AddHours(i - 48).ToUnixTimeMilliseconds(), value(i) })];

    private static BoardRow Row(DateTimeOffset now, int rank, string symbol, double final, Verdict verdict, Freshness freshness, double age, IReadOnlyList<double> closes) => new(
        rank, rank % 3, symbol, final, final, 0, 0, new BoardContributions(13.5, 9.7, 7.3, 2.1, -5.5), new BoardGates(8, 11, "vadr", "VADR 1.42 < 1.85", ["volume"], null, Gates), verdict,
        "4.5414", 0.0182, 0.109, 3.1, 412_000, 1.42, -0.4, null, "not calibrated", age, freshness, "hot", closes, 4.4, 4.1, now.AddSeconds(-age));
}
