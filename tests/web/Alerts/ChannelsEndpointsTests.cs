using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace CryptoRun.Web.Tests.Alerts;

/// <summary>Channels over the API, with canaries for secrets.</summary>
public sealed class ChannelsEndpointsTests(PublishedWeb web) : IClassFixture<PublishedWeb>
{
    private const string Channels = "/api/v1/alerts/channels";
    private const string Canary = "canary-7f3a91c2d4e5b6a7";

    public static TheoryData<string, object> Good => new()
    {
        { "webhook", new { name = "Desk", kind = "webhook", address = "https://desk.example/hook", secret = Canary } },
        { "email", new { name = "Mail", kind = "email", host = "smtp.desk.example", user = "desk", from = "alerts@desk.example", to = new[] { "trader@desk.example" }, secret = Canary } },
        { "telegram", new { name = "Bot", kind = "telegram", chatId = "@desk", secret = "123456:" + Canary } },
        { "discord", new { name = "Room", kind = "discord", secret = "https://discord.com/api/webhooks/1/" + Canary } },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public async Task Channel_Made_ItsSecretIsNowhere(string kind, object draft)
    {
        using var made = await web.Http.PostAsJsonAsync(Channels, draft);
        made.StatusCode.ShouldBe(HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        List<string> said = [await made.Content.ReadAsStringAsync()];
        var id = JsonDocument.Parse(said[0]).RootElement.GetProperty("id").GetString();
        foreach (var path in new[] { Channels, "/api/v1/alerts/rules", "/api/v1/alerts", "/alerts?tab=channels", $"/alerts?tab=channels&edit={id}", "/openapi/v1.json" }) said.Add(await web.Http.GetStringAsync(path));

        foreach (var text in said) text.ShouldNotContain("canary");
        said[1].ShouldContain("\"hasSecret\":true");
        said[1].ShouldContain($"\"kind\":\"{kind}\"");
        said[5].ShouldContain("set; type to replace it");
    }

    [Theory]
    [InlineData("""{"name":"x","kind":"web"}""", "kind=Web cannot be used")]
    [InlineData("""{"name":"x","kind":"webhook","address":"ftp://desk.example","secret":"canary-canary-canary"}""", "address=ftp://desk.example cannot be used: send an http or https address")]
    [InlineData("""{"name":"x","kind":"webhook","address":"https://me:canary@desk.example","secret":"canary-canary-canary"}""", "without a user")]
    [InlineData("""{"name":"x","kind":"webhook","address":"https://desk.example","secret":"canary"}""", "secret=(hidden) cannot be used: send 16 to 200 characters")]
    [InlineData("""{"name":"x","kind":"webhook","address":"https://desk.example"}""", "secret=(hidden)")]
    [InlineData("""{"name":"x","kind":"webhook","address":"https://desk.example","secret":{"a":"canary"}}""", "secret= cannot be used")]
    [InlineData("""{"name":"x","kind":"email","host":"smtp.desk.example","from":"a@b.example","to":["a@b.example\r\nBcc: c@d.example"]}""", "to=a@b.example  Bcc: c@d.example cannot be used")]
    [InlineData("""{"name":"x","kind":"email","host":"smtp.desk.example","from":"nobody","to":["a@b.example"]}""", "from=nobody cannot be used")]
    [InlineData("""{"name":"x","kind":"email","host":"smtp.desk.example","from":"a@b.example","to":[]}""", "1 to 20 addresses")]
    [InlineData("""{"name":"x","kind":"email","host":"smtp.desk.example","port":70000,"from":"a@b.example","to":["a@b.example"]}""", "port=70000 cannot be used: send a whole number from 1 to 65535")]
    [InlineData("""{"name":"x","kind":"email","host":"smtp.desk.example","security":"none","from":"a@b.example","to":["a@b.example"]}""", "security=none cannot be used")]
    [InlineData("""{"name":"x","kind":"telegram","chatId":"desk","secret":"123456:canary-canary-canary"}""", "chatId=desk cannot be used")]
    [InlineData("""{"name":"x","kind":"telegram","chatId":"@desk","secret":"../canary"}""", "secret=(hidden)")]
    [InlineData("""{"name":"x","kind":"discord","secret":"https://evil.example/api/webhooks/1/canary"}""", "secret=(hidden)")]
    public async Task Channel_Unusable_Is400WithoutItsSecret(string body, string says)
    {
        using var answer = await web.Http.PostAsync(Channels, new StringContent(body, new MediaTypeHeaderValue("application/json")));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var text = await answer.Content.ReadAsStringAsync();
        JsonDocument.Parse(text).RootElement.GetProperty("detail").GetString()!.ShouldContain(says);
        text.ShouldNotContain("canary");
    }

    [Fact]
    public async Task Channel_Changed_SecretStaysUnlessTheReceiverIsAnother()
    {
        var id = JsonDocument.Parse(await (await web.Http.PostAsJsonAsync(Channels, Good.First().Data.Item2)).Content.ReadAsStringAsync()).RootElement.GetProperty("id").GetString();

        using var renamed = await PutAsync(id!, new { name = "Desk 2", kind = "webhook", address = "https://desk.example/hook" }, "\"1\"");
        (await renamed.Content.ReadAsStringAsync()).ShouldContain("\"hasSecret\":true");
        using var moved = await PutAsync(id!, new { name = "Desk 2", kind = "webhook", address = "https://evil.example/hook" }, "\"2\"");
        (await moved.Content.ReadAsStringAsync()).ShouldContain("the secret again, because the receiver has changed");
        (await PutAsync(id!, new { name = "x", kind = "telegram" }, "\"2\"")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await PutAsync("web", new { name = "x" }, "\"1\"")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Channel_Deleted_OnlyWhenNoRuleTellsIt()
    {
        var id = JsonDocument.Parse(await (await web.Http.PostAsJsonAsync(Channels, Good.First().Data.Item2)).Content.ReadAsStringAsync()).RootElement.GetProperty("id").GetString();
        var rule = JsonDocument.Parse(await (await web.Http.PostAsJsonAsync("/api/v1/alerts/rules", new { name = "Strong", channels = new[] { id } })).Content.ReadAsStringAsync()).RootElement.GetProperty("id").GetString();

        using var refused = await DeleteAsync($"{Channels}/{id}");
        (await refused.Content.ReadAsStringAsync()).ShouldContain("Strong does");
        await DeleteAsync($"/api/v1/alerts/rules/{rule}");
        (await DeleteAsync($"{Channels}/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Test_WebhookIntoThisMachine_IsRefusedWithTheReason()
    {
        var id = JsonDocument.Parse(await (await web.Http.PostAsJsonAsync(Channels, new { name = "Inside", kind = "webhook", address = "http://127.0.0.1:1/", secret = Canary })).Content.ReadAsStringAsync()).RootElement.GetProperty("id").GetString();

        using var answer = await web.Http.PostAsync($"{Channels}/{id}/test", null);
        var text = await answer.Content.ReadAsStringAsync();
        text.ShouldSatisfyAllConditions(t => t.ShouldContain("\"hasArrived\":false"), t => t.ShouldContain("AllowPrivateTargets"), t => t.ShouldNotContain("canary"));
        (await web.Http.PostAsync($"{Channels}/nobody/test", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await web.Http.PostAsync("/api/v1/alerts/nothing/deliveries/web/retry", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<HttpResponseMessage> PutAsync(string id, object body, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{Channels}/{id}") { Content = JsonContent.Create(body) };
        request.Headers.IfMatch.Add(new EntityTagHeaderValue(tag));
        return await web.Http.SendAsync(request);
    }

    private async Task<HttpResponseMessage> DeleteAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, path);
        request.Headers.IfMatch.Add(new EntityTagHeaderValue("\"1\""));
        return await web.Http.SendAsync(request);
    }
}
