using CryptoRun.Web.Identity;

namespace CryptoRun.Web.Tests.Identity;

/// <summary>Who may ask what, written down apart from the program: a route that is not here, that is here and not there, or that says something else fails a test.</summary>
internal static class RouteDecisions
{
    /// <summary>Open to everybody.</summary>
    public const string Open = "open";

    private static readonly (string Policy, string[] Patterns)[] Pages =
    [
        (Policies.View, ["/", "/alerts", "/backtests", "/backtests/{Id}", "/design", "/evidence", "/explain/compare", "/explain/{Symbol}", "/jobs", "/not-found", "/premove", "/regime", "/venues"]),
        (Policies.Administer, ["/admin"]),
        (Policies.Audit, ["/audit"]),
        (Policies.SignedIn, ["/account"]),
        (Open, ["/sign-in", "/sign-in/code", "/setup", "/no-right"]),
    ];

    private static readonly (string Policy, string Method, string[] Patterns)[] Others =
    [
        (Policies.View, "*", ["/_blazor", "/_blazor/disconnect/", "/_blazor/initializers/", "/_blazor/negotiate", "/hubs/board", "/hubs/board/negotiate"]),
        (Policies.View, "GET",
        [
            "/_framework/opaque-redirect", "/wall", "/metrics", "/openapi/{documentName}.json",
            "/api/v1/alerts", "/api/v1/alerts/channels", "/api/v1/alerts/rules", "/api/v1/backtests", "/api/v1/backtests/{id}", "/api/v1/backtests/{id}/equity", "/api/v1/backtests/{id}/trades", "/api/v1/backtests/{id}/trades/{number}", "/api/v1/cache", "/api/v1/candidates", "/api/v1/candles/{symbol}", "/api/v1/evidence", "/api/v1/evidence/history",
            "/api/v1/explain/{symbol}", "/api/v1/explain/{symbol}/history", "/api/v1/explain/{symbol}/verify",
            "/api/v1/jobs", "/api/v1/jobs/cron", "/api/v1/jobs/runs", "/api/v1/jobs/runs/{runId}", "/api/v1/jobs/{job}",
            "/api/v1/market/{symbol}/book", "/api/v1/market/{symbol}/candles", "/api/v1/market/{symbol}/funding", "/api/v1/market/{symbol}/open-interest", "/api/v1/market/{symbol}/quote", "/api/v1/market/{symbol}/trades",
            "/api/v1/premove", "/api/v1/premove/history", "/api/v1/providers", "/api/v1/providers/history", "/api/v1/regime", "/api/v1/regime/history", "/api/v1/regime/opinions", "/api/v1/regime/transitions",
            "/api/v1/scans", "/api/v1/scans/{id}", "/api/v1/simulation/faults", "/api/v1/stream",
        ]),
        (Policies.Audit, "GET", ["/api/v1/audit", "/api/v1/audit/verify"]),
        (Policies.Administer, "GET", ["/api/v1/settings"]),
        (Policies.Analyse, "POST", ["/api/v1/alerts/mute", "/api/v1/alerts/rules", "/api/v1/alerts/rules/matches", "/api/v1/alerts/rules/{id}/mute", "/api/v1/alerts/{alertId}/deliveries/{channelId}/retry", "/api/v1/backtests", "/api/v1/backtests/{id}/cancel", "/api/v1/backtests/{id}/verify"]),
        (Policies.Analyse, "PUT", ["/api/v1/alerts/rules/{id}"]),
        (Policies.Analyse, "DELETE", ["/api/v1/alerts/rules/{id}", "/api/v1/backtests/{id}"]),
        (Policies.Administer, "POST",
        [
            "/api/v1/alerts/channels", "/api/v1/alerts/channels/{id}/test", "/api/v1/jobs/runs/{runId}/cancel", "/api/v1/jobs/{job}/pause", "/api/v1/jobs/{job}/resume", "/api/v1/jobs/{job}/run", "/api/v1/simulation/faults",
        ]),
        (Policies.Administer, "PUT", ["/api/v1/alerts/channels/{id}", "/api/v1/jobs/{job}"]),
        (Policies.Administer, "DELETE", ["/api/v1/alerts/channels/{id}"]),
        (Open, "GET", ["/health/live", "/health/ready"]),
        (Open, "POST", ["/sign-out"]),
    ];

    /// <summary>Method, pattern, policy; the method is * where the route takes any.</summary>
    public static IReadOnlyList<(string Method, string Pattern, string Policy)> All { get; } =
    [
        .. Pages.SelectMany(static p => p.Patterns.SelectMany(pattern => new[] { ("GET", pattern, p.Policy), ("POST", pattern, p.Policy) })),
        .. Others.SelectMany(static o => o.Patterns.Select(pattern => (o.Method, pattern, o.Policy))),
    ];
}
