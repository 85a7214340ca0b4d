using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;
using CryptoRun.Worker.Live;

namespace CryptoRun.Web.Tests;

/// <summary>A plausible board of sixty rows, the same at every run. Numbers are made up and say so by nothing but this name.</summary>
internal static class BoardFixture
{
    public static readonly DateTimeOffset At = new(2025, 11, 6, 15, 0, 0, TimeSpan.Zero);

    private static readonly string[] Bases =
    [
        "ICP", "BAT", "AR", "MERL", "ZEC", "NEAR", "TRUMP", "SAPIEN", "DASH", "SOON", "XRP", "XTZ", "PAXG", "FIL", "ROSE", "MINA", "M", "XMR", "HYPE", "COAI",
        "WLFI", "ZORA", "UNI", "ASTER", "BTC", "ETH", "SOL", "ADA", "DOT", "LINK", "AVAX", "ATOM", "LTC", "BCH", "ETC", "ALGO", "AAVE", "INJ", "SUI", "APT",
        "ARB", "OP", "TIA", "SEI", "JUP", "PYTH", "WIF", "BONK", "PEPE", "DOGE", "SHIB", "FET", "RENDER", "GRT", "LDO", "CRV", "SNX", "MKR", "ENA", "TAO",
    ];

    public static BoardSnapshot Board(int rows = 60, DateTimeOffset? at = null)
    {
        var now = at ?? At;
        return new BoardSnapshot(
            0, $"{now:yyyyMMddTHHmmss}Z-7f3a91c2", now, now, MarketSource.Simulated, Regime(now), new UniverseReport(rows + 2, rows, [new("X-USD", "gaps", "5 gaps, the longest 5 h"), new("USDT-USD", "list", "A stablecoin.")]),
            [.. Enumerable.Range(0, rows).Select(i => Row(i, now))]);
    }

    public static BoardRegime Regime(DateTimeOffset now) => new(
        RegimeState.Choppy, 2.0 / 3, now.AddDays(-18).AddHours(-19), null, now.AddMinutes(59), 75,
        [new("realisedVolatility", 0.97, 0.9, "elevated"), new("breadth", 0.14, 0.65, "Choppy"), new("thrust", 0.46, 0.55, "Choppy")]);

    /// <summary>Row <paramref name="i"/> of the board; every kind of row is among the first sixteen.</summary>
    public static BoardRow Row(int i, DateTimeOffset now)
    {
        var random = new Random(1000 + i);
        var final = Math.Round(78.7 - (i * 0.9), 1);
        var outcomes = GateOrder.All.Select(_ => GateOutcome.Passed).ToArray();
        if (final < 75) outcomes[0] = GateOutcome.Failed;
        if (i == 2) { }
        else if (i == 3) (outcomes[1], outcomes[3]) = (GateOutcome.Failed, GateOutcome.NotApplicable);
        else for (var k = 1 + (i % 3); k < 11; k += 4) outcomes[k] = GateOutcome.Failed;
        var failed = GateOrder.All.Where((_, k) => outcomes[k] == GateOutcome.Failed).ToList();
        var text = failed.Count == 0 ? null : failed[0] switch
        {
            "score" => $"Score {final:F1} < 75",
            "vadr" => "VADR 1.42 < 1.85",
            "movement" => "Move 0.21 ATR < 0.5",
            _ => "Funding z +1.94 > 0",
        };
        var price = Math.Round(Math.Pow(10, (i % 9) - 4) * (1 + random.NextDouble()), 9);
        double[] spark = [.. Enumerable.Range(0, 48).Select(h => price * (1 + (0.03 * Math.Sin(h / 5.0 + i)) + (random.NextDouble() * 0.015) + ((i % 3 - 1) * 0.001 * h)))];
        var (freshness, age) = i switch { 6 => (Freshness.Delayed, 18.0), 9 => (Freshness.Stale, 94.0), 12 => (Freshness.NoTrade, 4000.0), 15 => (Freshness.NoData, 0.0), _ => (Freshness.Live, Math.Round(random.NextDouble() * 3, 1)) };
        return new BoardRow(
            i + 1, i == 4 ? 0 : (i % 2 == 0 ? 1 : -1) * ((i % 7) + 1), Bases[i % Bases.Length] + (i >= Bases.Length ? i.ToString() : "") + "-USD", final, final, 0, 0,
            new BoardContributions(Math.Round(13.5 - (i * 0.4), 1), Math.Round((random.NextDouble() * 20) - 10, 1), Math.Round((random.NextDouble() * 14) - 6, 1), Math.Round((random.NextDouble() * 8) - 4, 1), Math.Round((random.NextDouble() * 10) - 5, 1)),
            new BoardGates(outcomes.Count(o => o == GateOutcome.Passed), 11, failed.FirstOrDefault(), text, [.. failed.Skip(1)], failed is ["score"] ? "VADR 1.90 ≥ 1.85" : null, outcomes),
            failed.Count == 0 ? Verdict.Candidate : final >= 75 && failed.Count <= 2 ? Verdict.Watch : Verdict.Blocked,
            price.ToString(System.Globalization.CultureInfo.InvariantCulture), (random.NextDouble() * 0.1) - 0.05, (random.NextDouble() * 0.4) - 0.15, i % 11 == 10 ? null : 1 + (random.NextDouble() * 18), 2e5 * Math.Pow(10, random.NextDouble() * 2),
            random.NextDouble() * 4, i % 6 == 3 ? null : (random.NextDouble() * 4) - 2, null, "not calibrated", age, freshness, "hot", spark, price, price, now.AddSeconds(-age));
    }

    public static ProgressEvent Progress(int done = 61, bool finished = false, string? outcome = null) =>
        new("7f3a91c2d4e5", "scan.hot", ScanStage.Factors, done, 83, "LINK-USD", 9.2, 4, finished, outcome, []);

    public static IReadOnlyList<BoardChange> Changes { get; } =
        [new("AR-USD", 1, "7 → 3, now candidate; volume +6.6"), new("MERL-USD", -1, "1 → 4; VADR fell to 1.12"), new("SOON-USD", 1, "27 → 10; technical +9.8"), new("XRP-USD", -1, "2 → 11")];
}
