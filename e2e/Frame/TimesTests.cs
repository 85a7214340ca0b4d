using System.Net;
using System.Text.RegularExpressions;
using CryptoRun.E2e.Board;
using Microsoft.Playwright;

namespace CryptoRun.E2e.Frame;

[Collection(BrowserCollection.Name)]
public sealed partial class TimesTests(BrowserSession session)
{
    private const string Rows = "table.board tbody tr[data-symbol]";

    [Fact]
    public async Task Times_SwitchedByKey_AreLocalEverywhereAndAfterAReloadAndUtcAgain()
    {
        await using var watched = await session.OpenAsync("/", timeZone: "Asia/Kolkata");
        var page = watched.Page;
        await page.Locator(Rows).First.WaitForAsync();
        await BoardTests.WaitForCircuitAsync(page);
        await Assertions.Expect(page.Locator(".clock")).ToContainTextAsync(" UTC");
        var utc = await ClockAsync(page);

        await page.Keyboard.PressAsync("t");
        await Assertions.Expect(page.Locator(".clock")).ToContainTextAsync("UTC+5:30");
        await Assertions.Expect(page.Locator(".tools")).ToContainTextAsync("UTC+5:30");
        await Assertions.Expect(page.Locator("[data-times-switch]")).ToHaveTextAsync("Local");
        (await ClockAsync(page) - utc).ShouldBeInRange(TimeSpan.FromMinutes(330), TimeSpan.FromMinutes(332));
        (await BareUtcAsync(page)).ShouldBeEmpty();

        // The first answer has it already: nothing is exchanged once the circuit is there.
        var first = WebUtility.HtmlDecode(await (await page.ReloadAsync())!.TextAsync());
        first.ShouldContain("UTC+5:30");
        BareUtc().Matches(Words().Replace(first, "")).ShouldBeEmpty();
        await BoardTests.WaitForCircuitAsync(page);
        await Assertions.Expect(page.Locator(".clock")).ToContainTextAsync("UTC+5:30");

        await page.Keyboard.PressAsync("t");
        await Assertions.Expect(page.Locator("[data-times-switch]")).ToHaveTextAsync("UTC");
        await Assertions.Expect(page.Locator(".tools")).Not.ToContainTextAsync("UTC+5:30");
        await Assertions.Expect(page.Locator(".clock")).Not.ToContainTextAsync("UTC+5:30");
        watched.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Times_Chart_FollowsTheChoice()
    {
        await using var watched = await session.OpenAsync("/design", timeZone: "Asia/Kolkata");
        var page = watched.Page;
        await BoardTests.WaitForCircuitAsync(page);
        var axis = page.Locator(".apexcharts-xaxis").First;
        await Assertions.Expect(axis).ToContainTextAsync(":00");
        var utc = await axis.TextContentAsync();

        await page.Keyboard.PressAsync("t");
        await Assertions.Expect(axis).Not.ToHaveTextAsync(utc!);
        await page.Locator(".apexcharts-series path").First.HoverAsync(new LocatorHoverOptions { Force = true });
        await Assertions.Expect(page.Locator(".apexcharts-tooltip-title").First).ToContainTextAsync("UTC+5:30");
        watched.Errors.ShouldBeEmpty();
    }

    private static async Task<DateTime> ClockAsync(IPage page)
    {
        var text = await page.Locator(".clock").InnerTextAsync();
        var clock = Clock().Match(text);
        clock.Success.ShouldBeTrue(text);
        var day = DateTime.ParseExact($"{clock.Groups["day"].Value} 2000", "d MMM yyyy", System.Globalization.CultureInfo.InvariantCulture);
        return day + TimeSpan.Parse(clock.Groups["time"].Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<IReadOnlyList<string>> BareUtcAsync(IPage page) =>
        [.. BareUtc().Matches(Words().Replace(await page.Locator("body").InnerTextAsync(), "")).Select(m => m.Value)];

    [GeneratedRegex(@"(?<day>\d+ \w{3})\s*(?<time>\d\d:\d\d:\d\d) UTC", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Clock();

    // A time of day whose zone is said to be UTC.
    [GeneratedRegex(@"\d\d:\d\d(:\d\d)? UTC(?![+−])", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex BareUtc();

    // What the export says of its own times, which are always UTC.
    [GeneratedRegex("rows, scan id, UTC", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Words();
}
