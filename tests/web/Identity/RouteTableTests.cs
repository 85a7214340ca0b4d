using CryptoRun.Web.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoRun.Web.Tests.Identity;

public sealed class RouteTableTests(PublishedWeb web) : IClassFixture<PublishedWeb>
{
    [Fact]
    public void Route_Every_IsAsTheTableSays()
    {
        var there = Routes(web.Web.Services).Where(static r => !IsFile(r.Pattern)).Select(static r => $"{r.Method} {r.Pattern} {r.Policy}").Order(StringComparer.Ordinal).ToList();
        var table = RouteDecisions.All.Select(static r => $"{r.Method} {r.Pattern} {r.Policy}").Order(StringComparer.Ordinal).ToList();

        there.Except(table, StringComparer.Ordinal).ShouldBeEmpty("routes without a row");
        table.Except(there, StringComparer.Ordinal).ShouldBeEmpty("rows without a route");
    }

    /// <summary>Routes with each of their methods and the last policy they name.</summary>
    internal static IEnumerable<(string Method, string Pattern, string Policy)> Routes(IServiceProvider services) =>
        from endpoint in services.GetServices<EndpointDataSource>().SelectMany(static s => s.Endpoints).OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"]
        select (method, "/" + endpoint.RoutePattern.RawText!.TrimStart('/'), Policy(endpoint));

    private static string Policy(RouteEndpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null) return RouteDecisions.Open;

        // The narrowest of those that hold together: whoever may look is whoever has a role.
        var policies = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(static a => a.Policy ?? "").ToList();
        return policies.FirstOrDefault(static p => p is Policies.Administer or Policies.Audit or Policies.Analyse or Policies.SignedIn) ?? policies.FirstOrDefault() ?? Policies.View;
    }

    // Files of the build: their names change with it, and what they are is the same for all.
    private static bool IsFile(string pattern) => pattern.StartsWith("/lib/", StringComparison.Ordinal) || pattern.StartsWith("/icon", StringComparison.Ordinal) || pattern.StartsWith("/CryptoRun.Web.", StringComparison.Ordinal) || pattern == "/{**path:file}";
}
