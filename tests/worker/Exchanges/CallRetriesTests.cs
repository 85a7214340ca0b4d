using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Tests.Exchanges.Kraken;
using static CryptoRun.Worker.Tests.Exchanges.Kraken.KrakenClientBench;

namespace CryptoRun.Worker.Tests.Exchanges;

public class CallRetriesTests
{
    private readonly KrakenClientBench _bench = new();

    [Fact]
    public async Task Count_OfACallThatWasTriedAgain_IsVisibleToWhoMadeIt()
    {
        _bench.Respond(n => n < 3 ? Status(503) : Ok(NoCandles));
        var retries = CallRetries.Begin();

        (await _bench.CandlesAsync()).IsSuccess.ShouldBeTrue();

        retries.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Count_OfCallsOfOthers_IsTheirOwn()
    {
        _bench.Respond(n => n == 1 ? Status(503) : Ok(NoCandles));
        var mine = CallRetries.Begin();
        await Task.Run(async () =>
        {
            var theirs = CallRetries.Begin();
            await _bench.CandlesAsync();
            theirs.Count.ShouldBe(1);
        });

        mine.Count.ShouldBe(0);
    }
}
