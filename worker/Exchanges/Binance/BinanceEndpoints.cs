using System.Globalization;
using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Exchanges.Binance;

/// <summary>Configuration section <c>Venues:Binance</c>: USD-M futures. Calls have weights, 1200 of which are allowed a minute; the histories have limits of their own, 500 calls in 5 min.</summary>
public sealed record BinanceEndpoints() : DerivativesEndpoints(Section, "https://fapi.binance.com", requestsPerSecond: 10, burst: 20)
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Venues:Binance";

    private const double Enough = 0.9;
    private const string UsedWeight = "X-MBX-USED-WEIGHT-1M";

    /// <summary>Weight a minute, 100 to 100000; at nine tenths of it all calls wait for the next minute.</summary>
    public int WeightPerMinute { get; init; } = 1200;

    /// <summary>Calls of histories per second, 0.1 to 1000. With <see cref="HistoryBurst"/> at most 500 fall into 5 min.</summary>
    public double HistoryRequestsPerSecond { get; init; } = 1;

    /// <summary>Calls of histories at once after a pause, 1 to 1000.</summary>
    public int HistoryBurst { get; init; } = 200;

    internal VenueLimits HistoryLimits => Limits with { RequestsPerSecond = HistoryRequestsPerSecond, Burst = HistoryBurst };

    /// <summary>How long to wait when an answer says that the minute's weight is all but used.</summary>
    internal TimeSpan? PauseAfter(HttpResponseMessage response, TimeProvider wall) =>
        response.Headers.TryGetValues(UsedWeight, out var values) && int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var used) && used >= WeightPerMinute * Enough
            ? TimeSpan.FromTicks(TimeSpan.TicksPerMinute - (wall.GetUtcNow().UtcTicks % TimeSpan.TicksPerMinute))
            : null;

    internal override RestEndpoints MovedTo(Uri rest, Func<Uri> webSocket) => (BinanceEndpoints)base.MovedTo(rest, webSocket) with { HistoryRequestsPerSecond = 1000, HistoryBurst = 1000 };

    private protected override OptionProblems Check(OptionProblems problems) => base.Check(problems)
        .Range(nameof(WeightPerMinute), WeightPerMinute, 100, 100_000)
        .Range(nameof(HistoryRequestsPerSecond), HistoryRequestsPerSecond, 0.1, 1000)
        .Range(nameof(HistoryBurst), HistoryBurst, 1, 1000);
}
