using System.Net;
using System.Text.RegularExpressions;
using CryptoRun.Web.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoRun.Web.Tests.Identity;

/// <summary>Every route there is, asked by everybody there is: a request passes exactly where the route's decision says so.</summary>
public sealed partial class MatrixTests
{
    private static readonly string[] Refused = ["/sign-in", "/no-right", "/setup"];

    [Fact]
    public async Task Route_Every_OpensToItsRolesAndToNobodyElse()
    {
        using var web = new PeopleWeb();
        var people = new List<(string Who, string? Role, bool IsKey, HttpClient Http)> { ("anonymous", null, false, web.Browser()) };
        foreach (var role in Roles.All)
        {
            people.Add((role, role, false, await web.SignedInAsync($"a-{role}", role)));
            people.Add(($"key of {role}", role, true, await ApiKeyTests.ProgramAsync(web, role, perMinute: 60_000)));
        }

        var wrong = new List<string>();
        var asked = 0;
        foreach (var (method, path, policies) in Routes(web))
        {
            foreach (var (who, role, isKey, http) in people)
            {
                // A key is nobody outside the API.
                var known = isKey && !Refusal.IsOfApi(path) ? null : role;
                var mayPass = policies.All(p => p == Policies.SignedIn ? known is not null : known is not null && Policies.RolesOf(p).Contains(known));
                using var request = new HttpRequestMessage(new HttpMethod(method), path);
                using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
                using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
                asked++;
                if (Passed(answer) != mayPass) wrong.Add($"{method} {path} by {who}: {(int)answer.StatusCode} {answer.Headers.Location}");
            }
        }

        foreach (var (_, _, _, http) in people) http.Dispose();
        wrong.ShouldBeEmpty();
        asked.ShouldBeGreaterThan(9 * 40);
    }

    /// <summary>Routes that ask for a right, each with every method that it has.</summary>
    private static IEnumerable<(string Method, string Path, IReadOnlyList<string> Policies)> Routes(PeopleWeb web) =>
        from endpoint in web.Services.GetServices<EndpointDataSource>().SelectMany(static s => s.Endpoints).OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null && endpoint.DisplayName != "Fallback {**path:file}"
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select (method, Path(endpoint), (IReadOnlyList<string>)[.. endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(static a => a.Policy!)]);

    private static string Path(RouteEndpoint endpoint) => "/" + Parameter().Replace(endpoint.RoutePattern.RawText!, static m => m.Value.Contains("documentName", StringComparison.Ordinal) ? "v1" : m.Value.Contains("int", StringComparison.Ordinal) || m.Value.Contains("long", StringComparison.Ordinal) ? "1" : "SOL-USD").TrimStart('/');

    /// <summary>Whether the route itself answered, whatever it said. Its own refusals, of other sites and of other machines, name their reason.</summary>
    private static bool Passed(HttpResponseMessage answer) => answer.StatusCode switch
    {
        HttpStatusCode.Unauthorized => false,
        HttpStatusCode.Forbidden => !answer.Content.ReadAsStringAsync().GetAwaiter().GetResult().Contains("Not for this role", StringComparison.Ordinal),
        HttpStatusCode.Redirect => !Refused.Any(r => answer.Headers.Location!.ToString().StartsWith(r, StringComparison.Ordinal)),
        _ => true,
    };

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();
}
