using System.Text.Json.Nodes;
using CryptoRun.Web.Identity;
using CryptoRun.Web.Tests.Identity;

namespace CryptoRun.Web.Tests.Admin;

public sealed class SettingsTests
{
    [Fact]
    public async Task Settings_ForAnAdmin_AreListedOnPageAndApi()
    {
        using var web = new PeopleWeb();
        using var browser = await web.SignedInAsync("ortiz", Roles.Admin);

        var settings = JsonNode.Parse(await browser.GetStringAsync("/api/v1/settings"))!["settings"]!.AsArray();
        var page = await browser.GetStringAsync("/admin?tab=settings");

        string Origin(string key) => settings.Single(s => s!["key"]!.GetValue<string>() == key)!["origin"]!.GetValue<string>();
        Origin("Identity:Anonymous").ShouldBe("command line");
        Origin("Limits:Streams").ShouldBe("default");
        Origin("AllowedHosts").ShouldBe("appsettings.json");
        page.ShouldContain("data-setting=\"Limits:Streams\"");
        page.ShouldContain("data-setting=\"Store:Directory\"");
        settings.ShouldAllBe(static s => !s!["key"]!.GetValue<string>().Contains("PATH"));
    }
}
