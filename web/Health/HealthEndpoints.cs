using CryptoRun.Domain.Venues;
using CryptoRun.Web.Layout;
using CryptoRun.Worker.Health;
using CryptoRun.Worker.Live;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Web.Health;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: it has a store and a board that is young enough, or it says what is missing.</summary>
internal static class HealthEndpoints
{
    /// <summary>Oldest scan, market time, with which the program still counts as ready: two scans may be missed.</summary>
    public static readonly TimeSpan OldestScan = TimeSpan.FromMinutes(45);

    private static readonly TimeSpan StoreTimeout = TimeSpan.FromSeconds(2);

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => Results.Text("live")).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/health/ready", ReadyAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(LiveBoard live, IScanStore scans, MarketView market, VenueStatuses venues, ILogger<HealthAnswer> log, CancellationToken cancellationToken)
    {
        List<string> missing = [];
        if (await StoreProblemAsync(scans, log, cancellationToken) is { } store) missing.Add(store);
        if (live.Current.Board is not { } board) missing.Add("No board yet: the first scan has not been published.");
        else if (market.Now - board.AsOf > OldestScan) missing.Add($"The newest scan is {Format.Span(market.Now - board.AsOf)} old; {Format.Span(OldestScan)} are allowed.");
        if (venues.Now() is { Count: > 0 } all && all.All(static v => v.Report.Health.State == VenueState.Red)) missing.Add("Every venue is red; /api/v1/providers says why.");
        return Results.Json(new HealthAnswer(missing.Count == 0 ? "ready" : "notReady", missing), statusCode: missing.Count == 0 ? 200 : 503);
    }

    private static async Task<string?> StoreProblemAsync(IScanStore scans, ILogger log, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StoreTimeout);
        try
        {
            await scans.ListAsync(null, 1, limit.Token);
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"The store did not answer within {StoreTimeout.TotalSeconds} s.";
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            HealthLog.StoreFailed(log, error);
            return "The store cannot be read; the log has the reason.";
        }
    }
}

/// <summary>Whether the program is ready.</summary>
/// <param name="Status"><c>ready</c> or <c>notReady</c>.</param>
/// <param name="Missing">What is missing, a sentence each.</param>
internal sealed record HealthAnswer(string Status, IReadOnlyList<string> Missing);
