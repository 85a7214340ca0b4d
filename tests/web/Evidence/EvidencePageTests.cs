using System.Net;
using System.Text.Json;
using CryptoRun.Domain.Evidence;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Numerics;
using CryptoRun.Domain.Regimes;
using CryptoRun.Web.Evidence;
using CryptoRun.Web.Layout;
using CryptoRun.Worker.Evidence;
using CryptoRun.Worker.Storage;
using NSubstitute;

namespace CryptoRun.Web.Tests.Evidence;

public sealed class EvidencePageTests : IDisposable
{
    private static readonly DateTimeOffset Now = BoardFixture.At;
    private readonly PublishedWeb _web = new();

    public void Dispose() => _web.Dispose();

    [Fact]
    public async Task Page_NoScanStored_SaysHowManyHoursAreNeeded()
    {
        Stored([]);

        var html = await _web.Http.GetStringAsync("/evidence");

        html.ShouldContain("No scan is stored yet");
        html.ShouldContain("about 196 hours");
    }

    [Fact]
    public async Task Endpoint_NoScanStored_IsAnEmptyReport()
    {
        Stored([]);

        using var document = JsonDocument.Parse(await _web.Http.GetStringAsync("/api/v1/evidence"));

        document.RootElement.GetProperty("report").GetProperty("scans").GetInt32().ShouldBe(0);
        document.RootElement.GetProperty("report").GetProperty("horizons").GetArrayLength().ShouldBe(4);
        document.RootElement.GetProperty("source").GetString().ShouldBe("Simulated");
    }

    [Fact]
    public async Task Endpoint_AsCsv_HasItsHeader() => (await CsvAsync()).ShouldStartWith("at,source,newestScanId,horizonHours,kind,name");

    [Fact]
    public async Task Endpoint_NoSuchFormat_IsAProblem()
    {
        using var answer = await _web.Http.GetAsync("/api/v1/evidence?format=xml");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Reader_AskedByMany_ReadsEachScanOnceAndOneInTwoHours()
    {
        Stored([.. Enumerable.Range(0, 40).Select(i => Summary(Now.AddMinutes(-15 * i)))]);
        var (scans, reader) = (_web.Web.Scans, (EvidenceReader)_web.Web.Services.GetService(typeof(EvidenceReader))!);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => reader.ReadAsync(TestContext.Current.CancellationToken)));

        await scans.Received(6).FindAsync(Arg.Is<string?>(id => id != null), Arg.Any<CancellationToken>());
        await scans.Received(1).FindAsync(Summary(Now.AddHours(-1)).ScanId, Arg.Any<CancellationToken>());
    }

    [Fact]
    public void Csv_Report_HasALineAFigure()
    {
        var lines = System.Text.Encoding.UTF8.GetString(EvidenceCsv.Encode(new EvidenceReading(EvidenceReports.Rich, MarketSource.Replay, 99, "s9"))).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        lines.ShouldAllBe(l => l.Split(',').Length == 18);
        lines.ShouldContain(l => l.Contains(",24,picks,candidates,", StringComparison.Ordinal));
        lines.ShouldContain(l => l.Contains(",24,rankCorrelation,volatility7d,", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("days=0", "a whole number from 1 to 366")]
    [InlineData("days=367", "a whole number from 1 to 366")]
    [InlineData("days=x", "a whole number from 1 to 366")]
    [InlineData("format=xml", "json or csv")]
    public async Task History_BadQuestion_SaysWhatIsAllowed(string query, string allowed)
    {
        using var answer = await _web.Http.GetAsync($"/api/v1/evidence/history?{query}");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain(allowed);
    }

    [Fact]
    public async Task History_ANightWrittenDown_IsGivenAsJsonAndAsCsv()
    {
        Stored([]);
        var nights = (IEvidenceStore)_web.Web.Services.GetService(typeof(IEvidenceStore))!;
        var market = (MarketView)_web.Web.Services.GetService(typeof(MarketView))!;
        (await _web.Http.GetStringAsync("/api/v1/evidence/history")).ShouldBe("[]");

        await nights.AppendAsync(Night(market.Now.AddDays(-2)), TestContext.Current.CancellationToken);

        using var document = JsonDocument.Parse(await _web.Http.GetStringAsync("/api/v1/evidence/history?days=3"));
        document.RootElement[0].GetProperty("horizons").GetArrayLength().ShouldBe(2);
        (await _web.Http.GetStringAsync("/api/v1/evidence/history?days=1")).ShouldBe("[]");
        var csv = await _web.Http.GetStringAsync("/api/v1/evidence/history?format=csv");
        csv.ShouldContain(",24,picks,topTenth,");
        csv.ShouldContain(",48,rankCorrelation,reversal4h,");
    }

    [Fact]
    public async Task Nights_WithAndWithout_AreTheFiguresOfThatNightOrSayWhenTheyCome()
    {
        var night = Night(EvidenceReports.Rich.At);
        var horizon = night.Horizons.Single(static h => h.Hours == 24);

        var html = await Rendered.HtmlAsync<NightsPane>(("Nights", new[] { night }), ("Hours", 24));

        html.ShouldContain(EvidenceWords.Percent(horizon.TopTenth.Net));
        html.ShouldContain(EvidenceWords.Interval(horizon.Candidates.NetInterval));
        foreach (var name in (string[])["Slow momentum", "Volatility, 7 d", "Reversal, 4 h", "Volume residual"]) html.ShouldContain(name);
        (await Rendered.HtmlAsync<NightsPane>(("Nights", Array.Empty<EvidenceNight>()), ("Hours", 24))).ShouldContain("Nothing is written down yet");
    }

    [Fact]
    public async Task Gates_Report_SayForEachWhatItBlockedOrThatItIsTooLittle()
    {
        var horizon = EvidenceReports.Rich.Horizons.Single(h => h.Hours == 24);

        var html = await Rendered.HtmlAsync<GatesEvidencePane>(("Horizon", horizon));

        html.ShouldContain(">VADR<");
        html.ShouldContain("nothing with an outcome yet");
        (await Rendered.HtmlAsync<SignalsPane>(("Horizon", horizon))).ShouldContain("data-auc=\"Score\"");
        EvidenceWords.Auc(horizon.Auc[0] with { Interval = null }).ShouldEndWith(": too little to say");
    }

    [Fact]
    public async Task Verdicts_Report_SayOneSentenceAHorizonAndMarkTheChosen()
    {
        var html = await Rendered.HtmlAsync<VerdictsPane>(("Report", EvidenceReports.Rich), ("Chosen", 24));

        html.ShouldContain("Too little to say: ");
        html.ShouldMatch("h=24\"[^>]*aria-current=\"true\"");
        html.ShouldContain("Against ");
        html.ShouldContain("more hours of scans until");
    }

    [Fact]
    public async Task Picks_Report_StandBesideAsManyByPlainMomentum()
    {
        var html = await Rendered.HtmlAsync<PicksPane>(("Horizon", EvidenceReports.Rich.Horizons[0]));

        html.ShouldContain("As many by 24 h momentum");
        html.ShouldContain("Candidates over momentum");
        html.ShouldContain("Candidates stood in ");
    }

    [Fact]
    public async Task Groups_Report_AreBestFirstWithIntervals()
    {
        var html = await Rendered.HtmlAsync<GroupsPane>(("Horizon", EvidenceReports.Rich.Horizons[0]));

        html.ShouldContain("5, best");
        html.IndexOf("5, best", StringComparison.Ordinal).ShouldBeLessThan(html.IndexOf("1, worst", StringComparison.Ordinal));
        html.ShouldContain("ev-bar");
    }

    [Fact]
    public async Task Groups_TooFewDays_SayThatThereIsNoInterval() =>
        (await Rendered.HtmlAsync<GroupsPane>(("Horizon", EvidenceReports.Young.Horizons[0]))).ShouldContain("too few days");

    [Fact]
    public async Task Signals_Report_NameShadowsAndTheYardstick()
    {
        var html = await Rendered.HtmlAsync<SignalsPane>(("Horizon", EvidenceReports.Rich.Horizons[0]));

        html.ShouldContain("on trial");
        html.ShouldContain("yardstick");
        html.ShouldContain("not an edge by itself");
    }

    [Fact]
    public async Task Regimes_WithoutScans_AreNotAvailable() => (await Rendered.HtmlAsync<RegimesEvidencePane>(("Horizon", EvidenceReports.Rich.Horizons[0]))).ShouldContain("n/a");

    [Fact]
    public async Task Calibration_NoFit_SaysBecause()
    {
        var html = await Rendered.HtmlAsync<CalibrationPane>(("States", EvidenceReports.Young.Calibration));

        html.ShouldContain("not calibrated, because: 0 samples, needs 100".Replace("not calibrated, ", "not calibrated</span>, ", StringComparison.Ordinal));
        html.ShouldContain("no score is shown as a probability");
    }

    [Fact]
    public void StillNeeded_YoungStore_CountsHours()
    {
        var horizon = EvidenceReports.Young.Horizons[0];

        EvidenceWords.StillNeeded(horizon, EvidenceReports.Young.At).ShouldBe("About 168 more hours of scans until 8 days have outcomes and an interval can be formed.");
    }

    private static EvidenceNight Night(DateTimeOffset at) => EvidenceNight.Of(EvidenceReports.Rich with { At = at }, MarketSource.Simulated, new ChosenScans(at, [], 99), "r1");

    private async Task<string> CsvAsync()
    {
        Stored([]);
        return await _web.Http.GetStringAsync("/api/v1/evidence?format=csv");
    }

    private void Stored(IReadOnlyList<ScanSummary> summaries)
    {
        _web.Web.Scans.ListAsync(null, Arg.Any<int>(), Arg.Any<CancellationToken>()).Returns(summaries);
        _web.Web.Scans.FindAsync(Arg.Any<string?>(), Arg.Any<CancellationToken>()).Returns((StoredScan?)null);
    }

    private static ScanSummary Summary(DateTimeOffset at) => new($"{at:yyyyMMddTHHmmss}Z-aaaaaaaa", at, MarketSource.Simulated, "scan.hot", "r", RegimeState.Choppy, 60, 58, 0, "SOL-USD", 80);
}

/// <summary>Reports of a made-up market.</summary>
internal static class EvidenceReports
{
    private const int Symbols = 20;
    private static readonly DateTimeOffset Start = new(2025, 10, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Dictionary<string, CandleSeries> Series = Enumerable.Range(0, Symbols).ToDictionary(i => $"C{i:00}-USD", Walk, StringComparer.Ordinal);

    /// <summary>Eleven days of scans.</summary>
    public static EvidenceReport Rich { get; } = Of(11 * 24);

    /// <summary>A day and six hours of them.</summary>
    public static EvidenceReport Young { get; } = Of(30);

    private static EvidenceReport Of(int hours) => EvidenceReport.Of(
        [.. Enumerable.Range(0, hours / 2).Select(i => Scan(Start.AddHours(2 * i), (ulong)i))], Series.GetValueOrDefault, Start.AddHours(hours), new EvidenceOptions { HorizonHours = [24, 48], Resamples = 200 });

    private static EvidenceScan Scan(DateTimeOffset at, ulong seed)
    {
        var random = new CounterRandom(seed);
        return new EvidenceScan(at, $"s{seed}", RegimeState.Choppy, [.. Series.Keys.Select((symbol, i) => new EvidenceScore(symbol, i == (int)(seed % Symbols), false, [.. Enumerable.Range(0, Enum.GetValues<Signal>().Length).Select(k => 100 * random.Uniform((ulong)((i * 20) + k)))]))]);
    }

    private static CandleSeries Walk(int symbol)
    {
        var random = new CounterRandom(9000 + (ulong)symbol);
        var price = 100.0;
        double[] close = [.. Enumerable.Range(0, 400).Select(h => price *= Math.Exp(0.01 * random.Normal((ulong)h)))];
        double[] open = [100, .. close[..^1]];
        return CandleSeries.FromColumns($"C{symbol:00}-USD", "kraken", Start, open, [.. open.Zip(close, Math.Max)], [.. open.Zip(close, Math.Min)], close, [.. close.Select(_ => 1.0)]);
    }
}
