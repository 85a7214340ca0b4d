using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Simulation;

namespace CryptoRun.Worker.Tests.Exchanges.Contract;

/// <summary>Every fault of <see cref="VenueFault"/>: what the adapter does, that it recovers by itself, and that no book is trusted with wrong content.</summary>
public abstract partial class SpotVenueContract
{
    [Theory]
    [InlineData(VenueFault.TooManyRequests, 1)]
    [InlineData(VenueFault.LimitCode, 1)]
    [InlineData(VenueFault.ServerError, 1)]
    [InlineData(VenueFault.Slow, 0)]
    [InlineData(VenueFault.Hang, 1)]
    public async Task Rest_FaultOnce_IsLivedThroughWithinTheCall(VenueFault fault, int errors)
    {
        var before = _stage.Time.GetUtcNow();
        _stage.Faults.FailNext(fault, 1, TimeSpan.FromSeconds(2));

        var answer = await _stage.Ask(c => c.GetCandlesAsync("BTC-USD", Hour, Begin.AddHours(-5), Cancel));

        answer.Value.ShouldNotBeNull()[0].OpenTime.Hour.ShouldBe(11);
        _stage.Totals.Errors.ShouldBe(errors);
        if (fault == VenueFault.TooManyRequests) (_stage.Time.GetUtcNow() - before).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(2));
    }

    [Theory]
    [InlineData(VenueFault.TooManyRequests, VenueFailureKind.RateLimited)]
    [InlineData(VenueFault.LimitCode, VenueFailureKind.RateLimited)]
    [InlineData(VenueFault.ServerError, VenueFailureKind.ServerError)]
    [InlineData(VenueFault.Hang, VenueFailureKind.Unreachable)]
    [InlineData(VenueFault.WrongJson, VenueFailureKind.Malformed)]
    public async Task Rest_FaultThatStands_IsAFailureWithItsNameAndPasses(VenueFault fault, VenueFailureKind kind)
    {
        _stage.Faults.Switch(fault, on: true);
        var failure = (await _stage.Ask(c => c.GetCandlesAsync("BTC-USD", Hour, Begin.AddHours(-5), Cancel))).Failure.ShouldNotBeNull();
        _stage.Faults.Switch(fault, on: false);
        var after = await _stage.Ask(c => c.GetCandlesAsync("BTC-USD", Hour, Begin.AddHours(-5), Cancel));

        failure.Kind.ShouldBe(kind);
        failure.Message.ShouldStartWith($"{_stage.Loopback.Name} ");
        failure.Message.ShouldContain("BTC-USD");
        after.Value.ShouldNotBeNull()[0].OpenTime.Hour.ShouldBe(11);
    }

    [Fact]
    public async Task Rest_FaultThatLasts_OpensTheBreakerAndItClosesByItself()
    {
        _stage.Faults.Switch(VenueFault.ServerError, on: true);
        VenueFailureKind? kind = null;
        for (var i = 0; i < 8 && kind != VenueFailureKind.CircuitOpen; i++) kind = (await _stage.Ask(c => c.GetQuotesAsync(Pairs, Cancel))).Failure?.Kind;
        _stage.Faults.Clear();
        var calls = _stage.Totals.Calls;
        var refused = await _stage.Ask(c => c.GetQuotesAsync(Pairs, Cancel));
        _stage.Totals.Calls.ShouldBe(calls);
        await _stage.Run(31);
        var healed = await _stage.Ask(c => c.GetQuotesAsync(Pairs, Cancel));

        kind.ShouldBe(VenueFailureKind.CircuitOpen);
        refused.Failure!.Kind.ShouldBe(VenueFailureKind.CircuitOpen);
        healed.Value.ShouldNotBeNull().Count.ShouldBe(3);
    }

    [Fact]
    public async Task MissingCandles_Standing_StayAGapAndComeLater()
    {
        _stage.Faults.Switch(VenueFault.MissingCandles, on: true);
        var holed = await CandlesAsync("BTC-USD", Begin.AddHours(-40));
        _stage.Faults.Switch(VenueFault.MissingCandles, on: false);
        var whole = await CandlesAsync("BTC-USD", Begin.AddHours(-40));

        holed.ShouldBe(whole.Where(c => c.OpenTime.UtcTicks / Hour.Ticks % 4 != 0));
        whole.Count.ShouldBe(40);
    }

    [Fact]
    public async Task WrongDecimals_Standing_AreWhatTheVenueSaysAndPass()
    {
        _stage.Faults.Switch(VenueFault.WrongDecimals, on: true);
        var wrong = (await _stage.Client.GetQuotesAsync(["BTC-USD"], Cancel)).Value!.Single();
        _stage.Faults.Switch(VenueFault.WrongDecimals, on: false);
        var right = (await _stage.Client.GetQuotesAsync(["BTC-USD"], Cancel)).Value!.Single();

        (wrong.Last, wrong.Bid, wrong.Ask).ShouldBe((right.Last * 10, right.Bid * 10, right.Ask * 10));
    }

    [Fact]
    public async Task ClockSkew_Standing_MakesNothingOfTheFuture()
    {
        _stage.Faults.Switch(VenueFault.ClockSkew, on: true);
        var quotes = (await _stage.Client.GetQuotesAsync(Pairs, Cancel)).Value.ShouldNotBeNull();
        var trades = (await _stage.Client.GetTradesAsync("BTC-USD", Begin.AddMinutes(-1), Cancel)).Value ?? [];
        var tap = _stage.Listen(All, Pairs);
        await _stage.Until(() => Pairs.All(p => tap.Book(p)?.IsTrusted != false && Trades(tap, p).Count > 0 && tap.Of<QuoteUpdate>().Any(q => q.Quote.Symbol == p)), "quotes, trades and books");
        await _stage.Run(10, () => tap.Of<BookOpened>().ShouldAllBe(b => b.Book.Time <= _stage.Now));

        quotes.Count.ShouldBe(3);
        quotes.ShouldAllBe(q => q.ExchangeTime <= _stage.Now);
        trades.ShouldAllBe(t => t.Time <= _stage.Now);
        tap.Of<QuoteUpdate>().ShouldAllBe(q => q.Quote.ExchangeTime <= q.ReceivedAt);
        tap.Of<TradeUpdate>().ShouldAllBe(u => u.Trades.All(t => t.Time <= u.ReceivedAt));
        _stage.Faults.Clear();
        await ShouldHealAsync(tap);
    }

    [Fact]
    public async Task DroppedSockets_Once_AreOpenedAnewWithEverythingOnThem()
    {
        var tap = await ListenedAsync();
        var books = Pairs.Select(p => tap.Book(p)).ToList();

        _stage.Faults.DropSockets();
        await _stage.Until(() => tap.Count<StreamLost>() == 1, "the loss");
        books.ShouldAllBe(b => b == null || !b.IsTrusted);
        await ShouldHealAsync(tap);

        tap.Of<StreamConnected>().Select(c => c.Connection).ShouldBe([1, 2]);
    }

    [Theory]
    [InlineData(VenueFault.DropSockets)]
    [InlineData(VenueFault.Silence)]
    public async Task StreamFault_Standing_IsALossUntilItPasses(VenueFault fault)
    {
        var tap = await ListenedAsync();

        _stage.Faults.Switch(fault, on: true);
        await _stage.Until(() => tap.Count<StreamLost>() > 0, "the loss");
        await _stage.Run(45, () => ShouldBeRightOrUntrusted(tap));
        var connected = tap.Count<StreamConnected>();
        Pairs.ShouldAllBe(p => tap.Book(p) == null || !tap.Book(p)!.IsTrusted);
        _stage.Faults.Clear();
        await ShouldHealAsync(tap);

        connected.ShouldBe(1);
        tap.Count<StreamConnected>().ShouldBe(2);
    }

    [Theory]
    [InlineData(VenueFault.CorruptChecksums)]
    [InlineData(VenueFault.SkipSequence)]
    [InlineData(VenueFault.CutFrames)]
    public async Task BrokenMessages_Standing_NeverMakeAWrongBookTrusted(VenueFault fault)
    {
        var tap = await ListenedAsync();
        var dropped = 0L;

        _stage.Faults.Switch(fault, on: true);
        await _stage.Run(90, () => ShouldBeRightOrUntrusted(tap));
        dropped = _stage.Totals.BooksDropped + _stage.Totals.Missed;
        _stage.Faults.Clear();
        await ShouldHealAsync(tap);

        tap.Count<StreamLost>().ShouldBe(0);
        if (fault == VenueFault.CorruptChecksums && !Venue.HasChecksums) dropped.ShouldBe(0);
        else if (_stage.Stream.HasBooks || fault == VenueFault.CutFrames) dropped.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task LostBookMessage_Once_IsUntrustedAndSaysWhy()
    {
        if (!_stage.Stream.HasBooks) Assert.Skip("The venue's stream has no books.");
        var tap = await ListenedAsync();
        HashSet<BookIntegrity> said = [];

        _stage.Faults.SkipSequence(9);
        await _stage.Until(
            () => _stage.Totals.BooksDropped > 0,
            "a dropped book",
            () => said.UnionWith(Pairs.Select(p => tap.Book(p)!.At(_stage.Now)!.Integrity)));
        await ShouldHealAsync(tap);

        said.Remove(BookIntegrity.Verified);
        said.ShouldBeSubsetOf([Venue.HasChecksums ? BookIntegrity.ChecksumMismatch : BookIntegrity.SequenceGap, BookIntegrity.Crossed]);
    }

    private async Task<StreamTap> ListenedAsync()
    {
        var tap = _stage.Listen(All, Pairs);
        await _stage.Until(() => tap.Count<QuoteUpdate>() >= 3 && Pairs.All(p => !_stage.Stream.HasBooks || tap.Book(p)?.IsTrusted == true), "quotes and books");
        return tap;
    }

    private void ShouldBeRightOrUntrusted(StreamTap tap)
    {
        foreach (var pair in Pairs.Where(p => tap.Book(p) is not null)) ShouldBeTheTapes(tap, pair, Venue.CheckedLevels);
    }

    /// <summary>Of each pair there is a newer quote and, where there are books, a trusted one that is the tape's.</summary>
    private async Task ShouldHealAsync(StreamTap tap)
    {
        var from = _stage.Now;
        await _stage.Until(
            () => Pairs.All(p => tap.Of<QuoteUpdate>().Any(q => q.Quote.Symbol == p && q.ReceivedAt > from)
                && (!_stage.Stream.HasBooks || (tap.Book(p) is { IsTrusted: true } book && book.Time > from))),
            "newer quotes and trusted books");
        ShouldBeRightOrUntrusted(tap);
    }
}
