using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using CryptoRun.Web.Board;
using CryptoRun.Web.Identity;
using CryptoRun.Web.Tests.Board;

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
        foreach (var (method, path, policy) in Routes())
        {
            foreach (var (who, role, isKey, http) in people)
            {
                // A key is nobody outside the API.
                var known = isKey && !Refusal.IsOfApi(path) ? null : role;
                var mayPass = known is not null && (policy == Policies.SignedIn || Policies.RolesOf(policy).Contains(known));
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

    [Fact]
    public async Task Hub_ByWebSocket_OpensToWhoMayLookAndNotToKeys()
    {
        using var web = new PeopleWeb();
        var (_, cookie) = await web.CookieAsync("ortiz", Roles.Viewer);
        var key = await ApiKeyTests.SecretAsync(web, Roles.Admin);

        (await OpensAsync(web, null, null)).ShouldBeFalse();
        (await OpensAsync(web, "Authorization", $"Bearer {key}")).ShouldBeFalse();
        (await OpensAsync(web, "Cookie", cookie)).ShouldBeTrue();
    }

    [Fact]
    public async Task BoardHub_EveryMethod_OpensToEveryRoleByCookieAndByKeyAndToNobodyElse()
    {
        var methods = typeof(BoardHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(static m => m.GetBaseDefinition() == m).Select(static m => m.Name);
        methods.ShouldBe(["Stream"]);
        using var web = new PeopleWeb();
        (await Should.ThrowAsync<InvalidOperationException>(() => HubReader.OpenAsync(web.Server))).Message.ShouldContain("401");
        (await Should.ThrowAsync<InvalidOperationException>(() => HubReader.OpenAsync(web.Server, static r => r.Headers.Authorization = "Bearer cr_nothing"))).Message.ShouldContain("401");
        foreach (var role in Roles.All)
        {
            var (_, cookie) = await web.CookieAsync($"a-{role}", role);
            var key = await ApiKeyTests.SecretAsync(web, role);
            foreach (var (header, value) in new[] { ("Cookie", cookie), ("Authorization", $"Bearer {key}") })
            {
                using var hub = await HubReader.OpenAsync(web.Server, r => r.Headers[header] = value);
                await hub.StreamAsync();
                (await hub.NextAsync("heartbeat")).Name.ShouldBe("heartbeat", $"{role} by {header}");
            }
        }
    }

    /// <summary>Routes that ask for a right, as the table has them.</summary>
    private static IEnumerable<(string Method, string Path, string Policy)> Routes() =>
        RouteDecisions.All.Where(static r => r.Policy != RouteDecisions.Open).Select(static r => (r.Method == "*" ? "GET" : r.Method, Parameter().Replace(r.Pattern, static m => m.Value == "{documentName}" ? "v1" : "SOL-USD"), r.Policy));

    private static async Task<bool> OpensAsync(PeopleWeb web, string? header, string? value)
    {
        var sockets = web.Server.CreateWebSocketClient();
        if (header is not null) sockets.ConfigureRequest = r => r.Headers[header] = value;
        try
        {
            using var socket = await sockets.ConnectAsync(new Uri("ws://localhost/_blazor"), CancellationToken.None);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

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
