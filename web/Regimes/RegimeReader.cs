using CryptoRun.Domain.Regimes;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Web.Regimes;

/// <summary>Reads what the page shows, once for all its viewers: a year of history is read again only when a detection, its opinions or a scan has joined it.</summary>
/// <param name="regimes">History.</param>
/// <param name="scans">The newest scan, for the effective weights.</param>
public sealed class RegimeReader(IRegimeStore regimes, IScanStore scans) : IDisposable
{
    private const int MostScans = 60;
    private static readonly TimeSpan Reach = TimeSpan.FromDays(365);
    private readonly Turn _turn = new();
    private RegimeOverview? _read;

    /// <summary>What is known now; null before the first detection.</summary>
    /// <param name="now">Market time.</param>
    /// <param name="scanId">The newest scan as the board says; null without one.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    public Task<RegimeOverview?> ReadAsync(DateTimeOffset now, string? scanId, CancellationToken cancellationToken) => _turn.TakeAsync(
        async token =>
        {
            if (await regimes.LatestAsync(now, token) is not { } latest) return null;
            if (_read is not { } read || read.Latest.At != latest.At) read = await HistoryAsync(latest, token);
            else if (read.Opinions is not [.., { } newest] || newest.At < latest.At) read = read with { Opinions = await OpinionsAsync(latest, token) };
            if (scanId != read.Scan?.ScanId) read = read with { Scan = await ScanAsync(scanId, token) };
            return _read = read;
        },
        cancellationToken);

    /// <summary>The scans made in the four hours after a detection, newest first.</summary>
    /// <param name="at">The detection's instant.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    public async Task<IReadOnlyList<ScanUnder>> ScansUnderAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (await scans.FindAtAsync((at + RegimeSchedule.Step).AddTicks(-1), cancellationToken) is not { } last || last.Result.AsOf < at) return [];
        var best = last.Result.Candidates is [var first, ..] ? first : null;
        var before = await scans.ListAsync(last.Result.ScanId, MostScans, cancellationToken);
        return [new(last.Result.ScanId, last.Result.AsOf, best?.Symbol, best?.Final), .. before.Where(s => s.AsOf >= at).Select(s => new ScanUnder(s.ScanId, s.AsOf, s.Best, s.BestFinal))];
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private async Task<RegimeOverview> HistoryAsync(RegimeRecord latest, CancellationToken cancellationToken)
    {
        var history = await regimes.HistoryAsync(latest.At - Reach, latest.At, cancellationToken);
        return new RegimeOverview(latest, history, await OpinionsAsync(latest, cancellationToken), RegimeTransitions.Of(history), _read?.Scan);
    }

    private async Task<IReadOnlyList<SecondOpinions>> OpinionsAsync(RegimeRecord latest, CancellationToken cancellationToken) =>
        await regimes.OpinionsAsync(latest.At - Reach, latest.At, cancellationToken);

    private async Task<ScanWeights?> ScanAsync(string? scanId, CancellationToken cancellationToken) => scanId is not null && await scans.FindAsync(scanId, cancellationToken) is { } scan
        ? new ScanWeights(scan.Result.ScanId, scan.Result.AsOf, scan.Result.Regime.State, scan.Result.NominalWeights, scan.Result.EffectiveWeights)
        : null;
}

/// <summary>What is known of the regime, up to a year back.</summary>
/// <param name="Latest">The detection in force.</param>
/// <param name="History">Detections, oldest first.</param>
/// <param name="Opinions">Second opinions, oldest first.</param>
/// <param name="Transitions">How states followed one another.</param>
/// <param name="Scan">Weights of the newest scan; null without one.</param>
public sealed record RegimeOverview(RegimeRecord Latest, IReadOnlyList<RegimeRecord> History, IReadOnlyList<SecondOpinions> Opinions, RegimeTransitions Transitions, ScanWeights? Scan);

/// <summary>What a scan made of the weights.</summary>
/// <param name="ScanId">Scan.</param>
/// <param name="AsOf">Its instant.</param>
/// <param name="State">The regime it was given.</param>
/// <param name="InForce">Weights after those of absent factors were spread, factor order.</param>
/// <param name="Effective">Share of the composite's variance that each factor explained.</param>
public sealed record ScanWeights(string ScanId, DateTimeOffset AsOf, RegimeState State, IReadOnlyList<double> InForce, IReadOnlyList<double> Effective);

/// <summary>A scan that a detection's weights made.</summary>
/// <param name="ScanId">Scan.</param>
/// <param name="AsOf">Its instant.</param>
/// <param name="Best">Its best symbol.</param>
/// <param name="BestFinal">That one's score.</param>
public sealed record ScanUnder(string ScanId, DateTimeOffset AsOf, string? Best, double? BestFinal);
