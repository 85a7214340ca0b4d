using System.Text.Json;
using CryptoRun.Domain.Regimes;
using CryptoRun.Worker.Documents;
using CryptoRun.Worker.Regimes;
using CryptoRun.Worker.Tests.Scanning;

namespace CryptoRun.Worker.Tests.Regimes;

public sealed class OpinionKeeperTests : IDisposable
{
    private static readonly RegimeOptions Options = new();
    private readonly ScanBench _bench = new();
    private readonly LongHistory _history = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task FormAsync_Detection_StoresWhatTheDomainSaysOfAllCandles()
    {
        var detection = Detection(LongHistory.End);
        var opinions = await Keeper().FormAsync(detection, _history.Snapshot(LongHistory.End), Token);

        var expected = SecondOpinions.On(detection, MarketDays.Of(LongHistory.End, _history.Series(LongHistory.End), Options), Options);
        Text(opinions!).ShouldBe(Text(expected));
        opinions!.HiddenMarkov.IsAbsent.ShouldBeFalse(opinions.HiddenMarkov.Reason);

        // The first day that ends with 480 closed hours behind it is the twentieth.
        opinions.Days.ShouldBe(LongHistory.Days - 19);
        Text((await _bench.Regimes.OpinionsAsync(detection.At, detection.At, Token)).ShouldHaveSingleItem()).ShouldBe(Text(opinions));
    }

    [Fact]
    public async Task FormAsync_AskedTwice_FormsOnce()
    {
        var (keeper, detection, snapshot) = (Keeper(), Detection(LongHistory.End), _history.Snapshot(LongHistory.End));
        (await keeper.FormAsync(detection, snapshot, Token)).ShouldNotBeNull();
        (await keeper.FormAsync(detection, snapshot, Token)).ShouldBeNull();
        (await _bench.Regimes.OpinionsAsync(DateTimeOffset.MinValue, LongHistory.End, Token)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task UpToAsync_DayAfterDay_IsTheSameAsAtOnceAndReadsLittle()
    {
        var keeper = new MarketDayKeeper(_history, Options);
        var first = LongHistory.End.AddDays(-10).AddHours(8);
        await keeper.UpToAsync(first, _history.Snapshot(first), Token);
        var before = _history.Given;
        for (var at = first.AddHours(4); at <= LongHistory.End; at = at.AddHours(4))
        {
            var days = await keeper.UpToAsync(at, _history.Snapshot(at), Token);
            days.ShouldBe(MarketDays.Of(at, _history.Series(at), Options));
        }

        // 58 detections, each with three coins' hours of the last days and of the 62 days before them.
        (_history.Given - before).ShouldBeLessThan(58 * 3 * 24 * 67);
    }

    [Fact]
    public async Task UpToAsync_SeamsBetweenPieces_LoseAndRepeatNoDay()
    {
        // 300 days are read in three pieces of 120 days when the series is to have 360.
        var options = Options with { OpinionDays = 360 };
        var days = await new MarketDayKeeper(_history, options).UpToAsync(LongHistory.End.AddHours(-4), _history.Snapshot(LongHistory.End.AddHours(-4)), Token);
        days.Zip(days.Skip(1)).ShouldAllBe(pair => pair.Second.Day - pair.First.Day == TimeSpan.FromDays(1));
        days.ShouldBe(MarketDays.Of(LongHistory.End.AddHours(-4), _history.Series(LongHistory.End), options));
    }

    private OpinionKeeper Keeper() => new(_bench.Regimes, new MarketDayKeeper(_history, Options), Options);

    private RegimeRecord Detection(DateTimeOffset at) => RegimeDetector.DetectFromHistory(at, _history.Series(at), Options);

    private static string Text(SecondOpinions opinions) => JsonSerializer.Serialize(opinions, Json.Options);
}
