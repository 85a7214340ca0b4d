using CryptoRun.Web.Premove;
using CryptoRun.Worker.Premove;
using CryptoRun.Worker.Scheduling;
using CryptoRun.Worker.Storage;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace CryptoRun.Web.Tests.Premove;

public sealed class PremovePageTests
{
    private readonly IPremoveStore _sweeps = Substitute.For<IPremoveStore>();
    private readonly LatestSweep _latest = new();

    [Fact]
    public async Task Page_NoSweepYet_SaysWhenTheFirstComes()
    {
        var html = await PageAsync();

        html.ShouldContain("No sweep yet");
        html.ShouldContain("16:00 UTC");
    }

    [Fact]
    public async Task Page_StoredSweep_EveryCoinWithScoreStateAndPlace()
    {
        Store(SweepFixture.Sweep());

        var html = await PageAsync();

        foreach (var symbol in (string[])["SOL", "AVAX", "LINK", "DOGE", "X"]) html.ShouldContain($"data-symbol=\"{symbol}-USD\"");
        html.ShouldContain("3 confirmed");
        html.ShouldContain("no score");
        html.ShouldContain("out: correlation");
        html.ShouldContain("with SOL-USD");
        html.ShouldContain("1 of 3 feeds gave nothing");
        html.ShouldContain("no source of staking flows exists in this program");
        html.ShouldContain("16:00 UTC");
        html.ShouldContain("href=\"/explain/SOL-USD?scanId=20251106T150000Z-7f3a91c2\"");
    }

    [Fact]
    public async Task Page_CoinInTheAddress_ItsDetailIsOpen()
    {
        Store(SweepFixture.Sweep());
        _sweeps.HistoryAsync("X-USD", Arg.Any<DateTimeOffset>(), Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns([]);

        var html = await PageAsync("?coin=X");

        html.ShouldContain("data-coin=\"X-USD\"");
        html.ShouldContain("Scored on 7 of 100 points, under 50: no score");
        html.ShouldContain("Not offered: only confirmed coins");
    }

    [Fact]
    public async Task Page_FiltersThatLeaveNothing_SayWhatIsBest()
    {
        Store(SweepFixture.Sweep());

        var html = await PageAsync("?q=nothing");

        html.ShouldContain("No coin passes these filters");
        html.ShouldContain("Clear filters");
    }

    [Fact]
    public async Task Page_EarlierSweep_LeadsToTheNewest()
    {
        Store(SweepFixture.Sweep());
        _sweeps.FindAtAsync(SweepFixture.At.AddHours(-2), Arg.Any<CancellationToken>()).Returns(SweepFixture.Sweep(SweepFixture.At.AddHours(-2)));

        var html = await PageAsync("?at=2025-11-06T13:00:00Z");

        html.ShouldContain("13:00 UTC");
        html.ShouldContain("to the newest");
    }

    [Fact]
    public async Task Page_NothingKeptSoEarly_SaysSo() => (await PageAsync("?at=2020-01-01T00:00:00Z")).ShouldContain("No sweep is kept so early");

    [Fact]
    public async Task Row_StaleLiveFeed_SaysStaleAndBlocked()
    {
        var sweep = SweepFixture.Sweep();

        var html = await Rendered.HtmlAsync<PremoveRow>(("Coin", sweep.Coins.Single(c => c.Symbol == "DOGE-USD")), ("Sweep", sweep), ("Href", "/premove?coin=DOGE-USD"));

        html.ShouldContain("stale");
        html.ShouldContain("Blocked");
        html.ShouldContain("live feed stale: large prints 3 min old");
    }

    [Fact]
    public async Task Strip_ComponentsAndAbsentOnes_ReadInWords()
    {
        var coin = SweepFixture.Sweep().Coins.Single(c => c.Symbol == "SOL-USD");

        var html = await Rendered.HtmlAsync<ComponentStrip>(("Components", coin.Score.Components));

        html.ShouldContain("Funding 7.0 of 7");
        html.ShouldContain("ETF flow absent");
    }

    [Fact]
    public async Task Marks_MetUnmetAndWithoutFeed_AreToldApart()
    {
        var coins = SweepFixture.Sweep().Coins;

        var full = await Rendered.HtmlAsync<ConfirmationMarks>(("Confirmation", coins.Single(c => c.Symbol == "SOL-USD").Confirmation));
        var bare = await Rendered.HtmlAsync<ConfirmationMarks>(("Confirmation", coins.Single(c => c.Symbol == "X-USD").Confirmation));

        full.ShouldContain("Whale composite met");
        full.ShouldContain("2/3");
        bare.ShouldContain("Whale composite no feed");
        bare.ShouldContain("2.50");
    }

    [Fact]
    public async Task Detail_ThroughTheSweeps_ShowsChangeAndGaps()
    {
        var sweep = SweepFixture.Sweep();
        var coin = sweep.Coins.Single(c => c.Symbol == "SOL-USD");
        SweepPoint Point(int hour, double? funding) => new(SweepFixture.At.AddHours(hour), "SOL-USD", 1, 80, 70, null, coin.Judgement.Verdict, 2, true, null, [funding, .. Enumerable.Repeat<double?>(null, 10)]);

        var html = await Rendered.HtmlAsync<CoinDetail>(("Coin", coin), ("Sweep", sweep), ("Past", new[] { Point(-3, 4), Point(-2, null), Point(-1, 5.5), Point(0, 7) }));

        html.ShouldContain("+1.5");
        html.ShouldContain("M66.7");
        html.ShouldContain("In: first position");
    }

    private void Store(StoredSweep sweep)
    {
        _sweeps.FindAtAsync(Arg.Is<DateTimeOffset>(at => at >= sweep.At), Arg.Any<CancellationToken>()).Returns(sweep);
        _sweeps.ListAsync(Arg.Any<DateTimeOffset>(), Arg.Any<DateTimeOffset>(), Arg.Any<int>(), Arg.Any<CancellationToken>()).Returns([]);
    }

    private async Task<string> PageAsync(string query = "") => System.Net.WebUtility.HtmlDecode(await Rendered.WithAsync<AddressedPage>(
        services => services.AddSingleton(_sweeps).AddSingleton(_latest).AddSingleton(new SweepSchedule(new JobsOptions())).AddSupplyValueFromQueryProvider().AddSingleton<NavigationManager>(new Address("http://localhost/premove" + query))));

    private sealed class AddressedPage : ComponentBase
    {
        protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder)
        {
            builder.OpenComponent<PremovePage>(0);
            builder.CloseComponent();
        }
    }

    private sealed class Address : NavigationManager
    {
        public Address(string uri) => Initialize("http://localhost/", uri);

        protected override void NavigateToCore(string uri, NavigationOptions options)
        {
            // A rendered page does not move.
        }
    }
}
