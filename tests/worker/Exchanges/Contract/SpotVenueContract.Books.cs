using System.Globalization;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Simulation;

namespace CryptoRun.Worker.Tests.Exchanges.Contract;

/// <summary>Books by REST: what they are, and what every fault of REST makes of them.</summary>
public abstract partial class SpotVenueContract
{
    [Theory]
    [InlineData("BTC-USD")]
    [InlineData("DOGE-USD")]
    [InlineData("SOL-USD")]
    public async Task Book_Asked_IsTheTapesToTheDigitAsFarAsBooksReach(string symbol)
    {
        var (book, tape) = ((await _stage.Client.GetBookAsync(symbol, Cancel)).Value.ShouldNotBeNull(), _stage.Tape.BookAt(_stage.Now, symbol)!);

        (book.Symbol, book.Venue, book.Integrity).ShouldBe((symbol, _stage.Loopback.Name, BookIntegrity.Verified));
        // A venue's stamps may be whole seconds.
        book.ExchangeTime.ShouldBeInRange(tape.Time.AddSeconds(-1), _stage.Now);
        var mid = (tape.Bids[0].Price + tape.Asks[0].Price) / 2;
        Written(book.Bids).ShouldBe(Written(tape.Bids.Take(Venue.RestLevels).Where(l => l.Price >= mid * (1 - LiveBook.Reach))));
        Written(book.Asks).ShouldBe(Written(tape.Asks.Take(Venue.RestLevels).Where(l => l.Price <= mid * (1 + LiveBook.Reach))));
        book.Bids.Count.ShouldBeGreaterThan(20);
        BookReading.Of(book, book.ExchangeTime).NotTrustworthyWhy.ShouldBeNull();
    }

    [Fact]
    public async Task Book_UnknownSymbol_SaysSo()
    {
        var failure = (await _stage.Client.GetBookAsync("NOPE-USD", Cancel)).Failure.ShouldNotBeNull();

        failure.Kind.ShouldBe(VenueFailureKind.UnknownSymbol);
        failure.Message.ShouldContain("NOPE-USD");
    }

    [Theory]
    [InlineData(VenueFault.TooManyRequests)]
    [InlineData(VenueFault.LimitCode)]
    [InlineData(VenueFault.ServerError)]
    [InlineData(VenueFault.Slow)]
    [InlineData(VenueFault.Hang)]
    public async Task Book_FaultOnce_IsLivedThroughWithinTheCall(VenueFault fault)
    {
        _stage.Faults.FailNext(fault);

        var book = await BookAsync("SOL-USD");

        book.Bids.Count.ShouldBeGreaterThan(20);
        book.ExchangeTime.ShouldBeLessThanOrEqualTo(_stage.Now);
    }

    [Theory]
    [InlineData(VenueFault.TooManyRequests, VenueFailureKind.RateLimited)]
    [InlineData(VenueFault.LimitCode, VenueFailureKind.RateLimited)]
    [InlineData(VenueFault.ServerError, VenueFailureKind.ServerError)]
    [InlineData(VenueFault.Hang, VenueFailureKind.Unreachable)]
    [InlineData(VenueFault.WrongJson, VenueFailureKind.Malformed)]
    public async Task Book_FaultThatStands_IsAFailureAndNeverHalfABook(VenueFault fault, VenueFailureKind kind)
    {
        _stage.Faults.Switch(fault, on: true);
        var answer = await _stage.Ask(c => c.GetBookAsync("SOL-USD", Cancel));
        _stage.Faults.Clear();

        (answer.Value, answer.Failure!.Kind).ShouldBe((null, kind));
        answer.Failure.Message.ShouldStartWith($"{_stage.Loopback.Name} book of SOL-USD: ");
        (await BookAsync("SOL-USD")).Bids.Count.ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task Book_ClockSkew_IsNotOfTheFuture()
    {
        _stage.Faults.Switch(VenueFault.ClockSkew, on: true);

        (await _stage.Client.GetBookAsync("SOL-USD", Cancel)).Value!.ExchangeTime.ShouldBe(_stage.Now);
    }

    [Fact]
    public async Task Book_WrongDecimals_IsWhatTheVenueSays()
    {
        var right = await _stage.Client.GetBookAsync("SOL-USD", Cancel);
        _stage.Faults.Switch(VenueFault.WrongDecimals, on: true);
        var wrong = await _stage.Client.GetBookAsync("SOL-USD", Cancel);

        wrong.Value!.Bids.ShouldBe(right.Value!.Bids.Select(static l => l with { Price = l.Price * 10 }));
    }

    /// <summary>A book, asked for while time runs.</summary>
    private async Task<ExchangeNativeBook> BookAsync(string symbol)
    {
        var answer = await _stage.Ask(c => c.GetBookAsync(symbol, Cancel));
        answer.Failure.ShouldBeNull();
        return answer.Value.ShouldNotBeNull();
    }

    private static IEnumerable<string> Written(IEnumerable<BookLevel> levels) => levels.Select(static l => string.Create(CultureInfo.InvariantCulture, $"{l.Price} x {l.Size}"));
}
