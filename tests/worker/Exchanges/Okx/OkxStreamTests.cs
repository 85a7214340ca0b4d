using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Tests.Exchanges.Contract;

namespace CryptoRun.Worker.Tests.Exchanges.Okx;

public sealed class OkxStreamTests
{
    [Fact]
    public async Task Silence_OfTheMarket_IsBridgedByPings()
    {
        await using var stage = await SpotStage.StartAsync(new OkxSpot(), new DateTimeOffset(2025, 11, 6, 15, 10, 0, TimeSpan.Zero));
        var tap = stage.Listen(StreamChannels.None);
        await stage.Until(() => tap.Count<InstrumentUpdate>() > 0, "the list of instruments");
        var messages = stage.Totals.Messages;

        await stage.Run(150);

        (tap.Count<StreamConnected>(), tap.Count<StreamLost>()).ShouldBe((1, 0));
        stage.Totals.Messages!.Value.ShouldBeGreaterThanOrEqualTo(messages!.Value + 5);
    }
}
