using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Worker.Tests.Markets;

public class PerpetualRepairTests
{
    private static readonly DateTimeOffset Hour = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = Hour.AddMinutes(5);
    private readonly WrittenHistories _venue = new();
    private readonly PerpetualRepair _repair;

    public PerpetualRepairTests() => _repair = new PerpetualRepair(_venue);

    [Fact]
    public async Task Learn_AnEstimate_NeverBecomesARate()
    {
        _venue.Funding = [Rate(-8, 8), Rate(0, 8)];
        var learnt = await LearnAsync(Estimate(Hour, 0.009m), Known(funding: [Rate(-8, 8)]));

        learnt.Points.Funding.ShouldBe([Rate(0, 8)]);
        (await LearnAsync(Estimate(Hour, 0.009m), Known(funding: [Rate(0, 8)]))).Points.Funding.ShouldBeEmpty();
        _venue.FundingCalls.ShouldBe(1);
    }

    [Fact]
    public async Task Learn_SettlementNotPublishedYet_IsAskedForFiveTimesAndThenOnceAnHour()
    {
        _venue.Funding = [Rate(-8, 8)];
        var known = Known(funding: [Rate(-8, 8)]);
        for (var i = 0; i < 20; i++) (await LearnAsync(Estimate(Hour, 0), known)).Points.Funding.ShouldBeEmpty();
        _venue.FundingCalls.ShouldBe(5);

        for (var i = 0; i < 20; i++) await LearnAsync(Estimate(Hour, 0), known, Hour.AddHours(1));
        _venue.FundingCalls.ShouldBe(6);
        _venue.Funding = [Rate(-8, 8), Rate(0, 8)];
        (await LearnAsync(Estimate(Hour, 0), known, Hour.AddHours(2))).Points.Funding.ShouldBe([Rate(0, 8)]);
    }

    [Fact]
    public async Task Learn_SettlementsAfterNow_AreNotKnown()
    {
        _venue.Funding = [Rate(-8, 8), Rate(0, 8), Rate(8, 8)];
        (await LearnAsync(Estimate(Hour, 0), Known(funding: []))).Points.Funding.ShouldBe([Rate(-8, 8), Rate(0, 8)]);

        // A venue whose clock is ahead speaks of an interval that has not begun.
        (await LearnAsync(Estimate(Hour.AddHours(8), 0), Known(funding: [Rate(0, 8)]))).Points.Funding.ShouldBeEmpty();
    }

    [Fact]
    public async Task Learn_AFixedRate_ComesFromTheTickerUnlessHoursLieBetween()
    {
        var running = new RunningFunding(Hour, 5, 1, IsFixed: true);
        (await LearnAsync(running, Known(funding: [Rate(-1, 1)]))).Points.Funding.ShouldBe([new FundingRate(Hour, 5, 1)]);
        _venue.FundingCalls.ShouldBe(0);

        _venue.Funding = [Rate(-2, 1), Rate(-1, 1), Rate(0, 1)];
        (await LearnAsync(running, Known(funding: [Rate(-3, 1)]))).Points.Funding.ShouldBe([Rate(-2, 1), Rate(-1, 1), new FundingRate(Hour, 5, 1)]);

        _venue.Failure = new VenueFailure(VenueFailureKind.ServerError, "down");
        var failed = await LearnAsync(running, Known(funding: [Rate(-3, 1)]));
        (failed.Points.Funding.Count, failed.Failure).ShouldBe((0, _venue.Failure), "after it nobody would ask for the gap again");
    }

    [Fact]
    public async Task Learn_OpenInterest_TakesUsdAsTheyAreAndTheFirstReadingOfEachHour()
    {
        _venue.Interest = [new(Hour.AddHours(-2), 1000.126m, OpenInterestUnit.Usd), new(Hour.AddHours(-1), 2000, OpenInterestUnit.Usd), new(Hour.AddMinutes(2), 7, OpenInterestUnit.Coins), new(Hour.AddMinutes(4), 8, OpenInterestUnit.Coins)];

        (await LearnAsync(null, Known(interest: []))).Points.OpenInterest.ShouldBe([new(Hour.AddHours(-2), 1000.13m), new(Hour.AddHours(-1), 2000), new(Hour, 700)]);
        (await LearnAsync(null, Known(interest: [new(Hour.AddHours(-1), 1)]))).Points.OpenInterest.ShouldBe([new(Hour, 700)]);
        (await LearnAsync(null, Known(interest: [new(Hour, 1)]))).Points.OpenInterest.ShouldBeEmpty("the first value known of an hour stays");
        _venue.InterestCalls.ShouldBe(2);
    }

    [Fact]
    public async Task Learn_OpenInterestOfTheTicker_NeedsNoHistoryWhenTheHourBeforeIsKnownAndAVenueMayHaveNone()
    {
        var open = new OpenContracts(Now, 3, OpenInterestUnit.Coins);
        (await LearnAsync(null, Known(interest: [new(Hour.AddHours(-1), 1)]), open: open)).Points.OpenInterest.ShouldBe([new(Hour, 300)]);
        _venue.InterestCalls.ShouldBe(0);

        (await LearnAsync(null, Known(interest: [new(Hour.AddHours(-5), 1)]), open: open)).Points.OpenInterest.ShouldBe([new(Hour, 300)]);
        _venue.InterestCalls.ShouldBe(1);
    }

    private static FundingRate Rate(int hours, int interval) => new(Hour.AddHours(hours), hours * 0.0001m, interval);

    private static RunningFunding Estimate(DateTimeOffset begin, decimal rate) => new(begin, rate, 8, IsFixed: false);

    private static KnownPerpetual Known(FundingRate[]? funding = null, OpenInterest[]? interest = null) => new(new PerpetualPoints("BTC-USD", funding ?? [], interest ?? []));

    private Task<Learnt> LearnAsync(RunningFunding? running, KnownPerpetual known, DateTimeOffset? now = null, OpenContracts? open = null) => _repair.LearnAsync(
        new PerpetualTicker("BTC-USD", new MarkPrice(now ?? Now, 100), open, running), known, new SymbolCandles("BTC-USD", "kraken"), now ?? Now, CancellationToken.None);

    private sealed class WrittenHistories : IDerivativesClient
    {
        public string Venue => "written";

        public VenueFailure? Failure { get; set; }

        public FundingRate[] Funding { get; set; } = [];

        public OpenContracts[] Interest { get; set; } = [];

        public int FundingCalls { get; private set; }

        public int InterestCalls { get; private set; }

        public Task<VenueResult<IReadOnlyList<PerpetualTicker>>> GetTickersAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<VenueResult<IReadOnlyList<FundingRate>>> GetFundingAsync(string symbol, DateTimeOffset since, CancellationToken cancellationToken)
        {
            FundingCalls++;
            return Task.FromResult(new VenueResult<IReadOnlyList<FundingRate>>(Failure is null ? [.. Funding.Where(f => f.Time >= since)] : null, Failure));
        }

        public Task<VenueResult<IReadOnlyList<OpenContracts>>> GetOpenInterestAsync(string symbol, DateTimeOffset since, CancellationToken cancellationToken)
        {
            InterestCalls++;
            return Task.FromResult(new VenueResult<IReadOnlyList<OpenContracts>>(Failure is null ? [.. Interest.Where(f => f.Time >= since)] : null, Failure));
        }
    }
}
