using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using CryptoRun.Web.Identity;
using CryptoRun.Web.Tests.Identity;

namespace CryptoRun.Web.Tests.Security;

/// <summary>One program for all tests of bad input, asked with a key that may do everything; each endpoint that changes something with a body that is good.</summary>
public sealed class WritingWeb : IAsyncLifetime
{
    private const string Rule =
        """{"name":"R","kind":"filter","filter":{"verdict":"candidate","minScore":60,"maxFails":2,"failing":"funding","search":"SOL","regime":"Choppy","tiers":"hot","names":["SOL-USD"]},"onEntry":true,"onExit":true,"tellCurrent":false,"debounceScans":1,"debounceMinutes":0,"cooldownMinutes":60,"budgetPerHour":20,"channels":["web"],"enabled":true}""";

    private const string Channel = """{"name":"C","kind":"webhook","secret":"0123456789abcdef","address":"https://desk.example/hook","host":null,"port":587,"security":"startTls","user":null,"from":null,"to":[],"chatId":null,"enabled":true}""";

    private const string Schedule = """{"cron":"0 0/15 * * * ?","paused":false,"universe":{"include":[],"exclude":["DOGE-USD"],"top":50},"venues":{"without":["bybit"]},"gates":{"trendingBull":{"movement":0.02},"choppy":{"composite":70},"highVolatility":{"freshnessBars":1}},"retry":{"attempts":1,"delaySeconds":30,"backoff":2,"jitter":0.1,"afterLoss":true}}""";

    private const string Backtest =
        """{"name":"B","from":"2025-10-01T00:00:00Z","to":"2025-11-01T00:00:00Z","venue":"kraken","universe":"symbols","symbols":["BTC-USD"],"top":50,"regime":"Choppy","scanEveryHours":4,"exits":"patient","costs":"flat","flatBps":20,"initialUsd":100000,"mostPositions":15,"seed":1}""";

    private static readonly string[] Marks = ["Exception", "   at ", "CryptoRun.W", "stolen"];

    private readonly PeopleWeb _web = new();
    private HttpClient _http = default!;
    private string _rule = "", _channel = "";

    /// <summary>Every endpoint that changes something; the body is null where it takes none.</summary>
    internal static IReadOnlyList<(string Method, string Pattern, string? Body)> Rows { get; } =
    [
        ("POST", "/api/v1/alerts/rules", Rule),
        ("PUT", "/api/v1/alerts/rules/{id}", Rule),
        ("DELETE", "/api/v1/alerts/rules/{id}", null),
        ("POST", "/api/v1/alerts/rules/matches", Rule),
        ("POST", "/api/v1/alerts/rules/{id}/mute", """{"minutes":5,"untilResumed":false}"""),
        ("POST", "/api/v1/alerts/mute", """{"minutes":0,"untilResumed":false}"""),
        ("POST", "/api/v1/alerts/channels", Channel),
        ("PUT", "/api/v1/alerts/channels/{id}", Channel),
        ("DELETE", "/api/v1/alerts/channels/{id}", null),
        ("POST", "/api/v1/alerts/channels/{id}/test", null),
        ("POST", "/api/v1/alerts/{alertId}/deliveries/{channelId}/retry", null),
        ("POST", "/api/v1/backtests", Backtest),
        ("POST", "/api/v1/backtests/{id}/cancel", null),
        ("POST", "/api/v1/backtests/{id}/verify", null),
        ("DELETE", "/api/v1/backtests/{id}", null),
        ("PUT", "/api/v1/jobs/{job}", Schedule),
        ("POST", "/api/v1/jobs/{job}/run", null),
        ("POST", "/api/v1/jobs/{job}/pause", null),
        ("POST", "/api/v1/jobs/{job}/resume", null),
        ("POST", "/api/v1/jobs/runs/{runId}/cancel", null),
        ("POST", "/api/v1/simulation/faults", """{"venue":"kraken","fault":"dropSockets","on":true}"""),
    ];

    public async ValueTask InitializeAsync()
    {
        _http = await ApiKeyTests.ProgramAsync(_web, Roles.Admin, perMinute: 60_000);
        _rule = await MakeAsync("/api/v1/alerts/rules");
        _channel = await MakeAsync("/api/v1/alerts/channels");
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        _web.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A good body, anew.</summary>
    internal static JsonObject Body(string method, string pattern) => JsonNode.Parse(Rows.Single(r => r.Method == method && r.Pattern == pattern).Body!)!.AsObject();

    internal static bool HasBody(string method, string pattern) => Rows.Single(r => r.Method == method && r.Pattern == pattern).Body is not null;

    /// <summary>Sends; where nothing else is said, to something that is there and over its newest version.</summary>
    internal async Task<HttpResponseMessage> SendAsync(string method, string pattern, HttpContent? content, string? path = null, IReadOnlyList<(string Name, string Value)>? headers = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path ?? Path(pattern)) { Content = content };
        foreach (var (name, value) in headers ?? []) request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        if (headers is null && method is "PUT" or "DELETE" && !pattern.EndsWith("/retry", StringComparison.Ordinal)) request.Headers.IfMatch.Add(await VersionAsync(path ?? Path(pattern)));
        return await _http.SendAsync(request);
    }

    /// <summary>Sends and sees that it is refused, with words and nothing of the program's inside.</summary>
    internal async Task RefusedAsync(string method, string pattern, HttpStatusCode status, HttpContent? content, string what)
    {
        using var answer = await SendAsync(method, pattern, content);

        // Where only this machine may ask, that is said first.
        if (!pattern.Contains("/simulation/", StringComparison.Ordinal)) answer.StatusCode.ShouldBe(status, $"{method} {pattern}: {what}");
        await IsInWordsAsync(answer, $"{method} {pattern}: {what}");
    }

    /// <summary>Whether an answer is a success or problem details, and gives nothing of the program's inside away.</summary>
    internal async Task IsInWordsAsync(HttpResponseMessage answer, string what)
    {
        var text = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode < 500 || answer.StatusCode == HttpStatusCode.ServiceUnavailable).ShouldBeTrue($"{what}: {(int)answer.StatusCode} {text}\n{string.Join('\n', _web.Log.TakeLast(6))}");
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse(what);
        if (answer.IsSuccessStatusCode) return;
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json", $"{what}: {(int)answer.StatusCode} {text}");
        var problem = JsonNode.Parse(text)!;
        problem["correlationId"]!.GetValue<string>().ShouldNotBeEmpty(what);
        if (answer.StatusCode == HttpStatusCode.BadRequest) problem["parameters"]!.AsArray().Count.ShouldBeGreaterThan(0, $"{what}: {text}");
        foreach (var mark in Marks.Where(m => m != "stolen" || !what.Contains("stolen", StringComparison.Ordinal))) text.ShouldNotContain(mark, Case.Sensitive, what);
    }

    private async Task<string> MakeAsync(string list)
    {
        using var made = await SendAsync("POST", list, BadInputTests.Json(Body("POST", list).ToJsonString()));
        var text = await made.Content.ReadAsStringAsync();
        made.StatusCode.ShouldBe(HttpStatusCode.Created, text);
        return JsonNode.Parse(text)!["id"]!.GetValue<string>();
    }

    private string Path(string pattern) => pattern.Replace("/channels/{id}", $"/channels/{_channel}", StringComparison.Ordinal).Replace("/rules/{id}", $"/rules/{_rule}", StringComparison.Ordinal)
        .Replace("{job}", "scan.hot", StringComparison.Ordinal).Replace("{alertId}", "1", StringComparison.Ordinal).Replace("{channelId}", _channel, StringComparison.Ordinal).Replace("{runId}", "none", StringComparison.Ordinal);

    private async Task<EntityTagHeaderValue> VersionAsync(string path)
    {
        var parts = path.Split('/');
        using var list = await _http.GetAsync(string.Join('/', parts[..^1]));
        var items = JsonNode.Parse(await list.Content.ReadAsStringAsync())!.AsObject().Select(static p => p.Value).OfType<JsonArray>().Last();
        var item = items.FirstOrDefault(i => (i!["id"] ?? i["job"])!.GetValue<string>() == parts[^1]);
        return new EntityTagHeaderValue($"\"{(item?["version"] ?? item?["schedule"]?["version"])?.GetValue<int>() ?? 1}\"");
    }
}
