using static CryptoRun.Worker.Tests.Exchanges.DefiLlama.LlamaBench;

namespace CryptoRun.Worker.Tests.Exchanges.DefiLlama;

public class ReservesFeedTests
{
    private static readonly DateTimeOffset Hour = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private readonly LlamaBench _bench = new();

    public ReservesFeedTests() => _bench.Bodies["/protocols"] = """[{"slug":"a","category":"CEX","tvl":5},{"slug":"b","category":"CEX","tvl":4},{"slug":"c","category":"Lending","tvl":9}]""";

    [Fact]
    public async Task SignalsAt_TwoExchanges_AreOfThoseKnownAtBothEnds()
    {
        _bench.Bodies["/protocol/a"] = Detail((Hour.AddDays(-7), 1000), (Hour.AddDays(-1), 900), (Hour, 800));
        _bench.Bodies["/protocol/b"] = Detail((Hour.AddHours(-1), 5000));

        await _bench.ReadAsync();

        var at = _bench.Market.GetUtcNow();
        var signals = _bench.Feed.SignalsAt(at, "BTC-USD");
        signals.ReservesChange7d!.Value.ShouldBe(-0.2, 1e-12);
        (signals.ReservesChange7d.Stamp.Source, signals.ReservesChange7d.Stamp.ExchangeTime, signals.ReservesChange7d.Stamp.IsLive).ShouldBe(("defillama", Hour, false));
        signals.WithdrawalsUsd24h!.Value.ShouldBe(100 * 100_000, 1e-6);
        _bench.Feed.ReservesAt(at, "BTC-USD").Select(r => (r.Exchange, r.Amount)).ShouldBe([("a", 800m), ("b", 5000m)]);
        _bench.Feed.SignalsAt(at, "ETH-USD").ShouldBe(Worker.Exchanges.DefiLlama.ReserveSignals.None);
        _bench.Feed.Warning.ShouldBeNull();
    }

    [Fact]
    public async Task SignalsAt_BeforeTheFirstAnswer_KnowsNothingOfTheHistoryInIt()
    {
        _bench.Bodies["/protocol/a"] = Detail((Hour.AddDays(-7), 1000), (Hour, 800));
        var before = _bench.Market.GetUtcNow();
        _bench.Wall.Advance(TimeSpan.FromSeconds(5));

        await _bench.ReadAsync();

        _bench.Feed.SignalsAt(before, "BTC-USD").ReservesChange7d.ShouldBeNull();
        _bench.Feed.ProtocolsAt(before).ShouldBeNull();
        _bench.Feed.ProtocolsAt(_bench.Market.GetUtcNow())!.Count.ShouldBe(2);
    }

    [Fact]
    public async Task SignalsAt_HoldingsGrow_HaveNoWithdrawals()
    {
        _bench.Bodies["/protocol/a"] = Detail((Hour.AddDays(-1), 900), (Hour, 1000));
        await _bench.ReadAsync();
        _bench.Feed.SignalsAt(_bench.Market.GetUtcNow(), "BTC-USD").WithdrawalsUsd24h!.Value.ShouldBe(0);
    }

    [Fact]
    public async Task SignalsAt_LongerThanADay_IsProratedAndNeverScaledUp()
    {
        _bench.Bodies["/protocol/a"] = Detail((Hour.AddHours(-36), 1000), (Hour, 900));
        _bench.Bodies["/protocol/b"] = Detail((Hour.AddHours(-12), 1000), (Hour, 900));
        await _bench.ReadAsync();
        _bench.Feed.SignalsAt(_bench.Market.GetUtcNow(), "BTC-USD").WithdrawalsUsd24h!.Value.ShouldBe((100 * 24 / 36.0 * 100_000) + (100 * 100_000), 1);
    }

    [Fact]
    public async Task SignalsAt_WalletsNotCountedForHours_AreLeftOut()
    {
        _bench.Bodies["/protocol/a"] = Detail((Hour.AddDays(-7), 1000), (Hour.AddHours(-5), 10));
        _bench.Bodies["/protocol/b"] = Detail((Hour.AddDays(-7), 1000), (Hour, 950));
        await _bench.ReadAsync();
        _bench.Feed.SignalsAt(_bench.Market.GetUtcNow(), "BTC-USD").ReservesChange7d!.Value.ShouldBe(-0.05, 1e-12);
    }

    [Fact]
    public async Task SignalsAt_LaterDocumentsArrive_NeverChanges()
    {
        var random = new Random(11);
        List<(DateTimeOffset At, object Said)> answers = [];
        for (var round = 0; round < 40; round++)
        {
            // Every document rewrites the past as well.
            var now = _bench.Market.GetUtcNow();
            foreach (var exchange in (string[])["a", "b"])
                _bench.Bodies[$"/protocol/{exchange}"] = Detail([.. Enumerable.Range(0, 9).Select(d => (Hour.AddDays(-d), (decimal)random.Next(1, 4) * 100)), (now.AddMinutes(-1), random.Next(1, 900))]);
            await _bench.ReadAsync();
            var at = _bench.Market.GetUtcNow();
            answers.Add((at, Said(at)));
            foreach (var (then, said) in answers) Said(then).ShouldBe(said);
            _bench.Wall.Advance(TimeSpan.FromMinutes(30));
        }

        answers.Select(a => a.Said.ToString()).Distinct().Count().ShouldBeGreaterThan(10);

        object Said(DateTimeOffset at) => (_bench.Feed.SignalsAt(at, "BTC-USD"), string.Join(';', _bench.Feed.ReservesAt(at, "BTC-USD")));
    }

    [Fact]
    public async Task ReadAsync_Twice_AsksEveryExchangeOnceAnHour()
    {
        _bench.Bodies["/protocol/a"] = _bench.Bodies["/protocol/b"] = Detail((Hour, 1));
        await _bench.ReadAsync();
        await _bench.ReadAsync();
        _bench.Calls.Count(c => c.AbsolutePath == "/protocol/a").ShouldBe(1);
        _bench.Calls.Count(c => c.AbsolutePath == "/protocols").ShouldBe(2);

        _bench.Wall.Advance(TimeSpan.FromHours(1));
        await _bench.ReadAsync();
        _bench.Calls.Count(c => c.AbsolutePath == "/protocol/a").ShouldBe(2);
    }

    [Fact]
    public async Task ReadAsync_OneExchangeRefused_OthersStayAndItSaysSo()
    {
        _bench.Bodies["/protocol/b"] = Detail((Hour.AddDays(-7), 10), (Hour, 9));
        await _bench.ReadAsync();
        _bench.Feed.SignalsAt(_bench.Market.GetUtcNow(), "BTC-USD").ReservesChange7d!.Value.ShouldBe(-0.1, 1e-12);
        _bench.Feed.Warning.ShouldBe("defillama: reserves, value locked or stablecoins are as of an earlier hour. defillama coins of a: HTTP 400 Bad Request.");
    }
}
