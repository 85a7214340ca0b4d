using System.Net;
using CryptoRun.Web.Gallery;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NSubstitute;

namespace CryptoRun.Web.Tests.Gallery;

public sealed class GalleryTests
{
    [Fact]
    public async Task Design_NotSwitchedOn_IsNotThere()
    {
        await using var web = new WebFixture();

        var answer = await web.CreateClient().GetAsync("/design");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var html = await answer.Content.ReadAsStringAsync();
        html.ShouldContain("There is no such page");
        html.ShouldNotContain("Every component");
    }

    [Fact]
    public async Task Design_SwitchedOn_ShowsEverySection()
    {
        await using var web = new WebFixture();
        using var http = web.WithWebHostBuilder(b => b.UseSetting("Design:Gallery", "true")).CreateClient();

        var html = WebUtility.HtmlDecode(await http.GetStringAsync("/design"));

        foreach (var section in GallerySection.All) html.ShouldContain($">{section.Title}</h2>");
    }

    [Theory]
    [InlineData(null, "Production", false)]
    [InlineData(null, "Development", true)]
    [InlineData("false", "Development", false)]
    [InlineData("True", "Production", true)]
    public void Options_SettingAndEnvironment_DecideIt(string? setting, string environment, bool shown) => Read(setting, environment).Gallery.ShouldBe(shown);

    [Fact]
    public void Options_OtherValue_NamesKeyValueAndWhatIsAllowed() =>
        Should.Throw<OptionsValidationException>(() => Read("yes", "Production")).Message.ShouldBe("Design:Gallery is \"yes\"; allowed is true, false.");

    private static GalleryOptions Read(string? setting, string environment)
    {
        var host = Substitute.For<IHostEnvironment>();
        host.EnvironmentName.Returns(environment);
        return GalleryOptions.Read(new ConfigurationBuilder().AddInMemoryCollection([new("Design:Gallery", setting)]).Build(), host);
    }
}
