using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.Kraken;
using CryptoRun.Worker.Markets;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Tests.Markets;

public class UniverseTests
{
    [Theory]
    [InlineData("USDC", true, "list: stablecoin")]
    [InlineData("EUR", true, "list: fiat")]
    [InlineData("ETH3L", true, "list: leveraged")]
    [InlineData("WBTC", true, "list: wrapped or staked twin")]
    [InlineData("usdt", true, "list: stablecoin")]
    [InlineData("USDC", false, "list: stablecoin")]
    [InlineData("SOL", false, "offline")]
    [InlineData("SOL", true, null)]
    public void Excluded_Instrument_HasItsReason(string asset, bool online, string? reason) =>
        new Universe(new UniverseLists()).Excluded(Of(asset, online))?.Reason.ShouldBe(reason);

    [Fact]
    public void Select_Instruments_AreOrderedAndOnce()
    {
        var selection = new Universe(new UniverseLists()).Select([Of("SOL"), Of("BTC"), Of("SOL"), Of("DAI"), Of("XRP") with { Quote = "EUR", Symbol = "XRP-EUR" }]);

        selection.Scanned.ShouldBe(["BTC-USD", "SOL-USD"]);
        selection.Excluded.Select(e => e.Symbol).ShouldBe(["DAI-USD"]);
    }

    [Fact]
    public void Select_OwnLists_ReplaceTheDefaults()
    {
        var selection = new Universe(new UniverseLists { Stablecoins = ["SOL"] }).Select([Of("SOL"), Of("DAI")]);

        selection.Scanned.ShouldBe(["DAI-USD"]);
    }

    [Fact]
    public void Select_KrakensRecordedList_HasNoMoneyInIt()
    {
        var symbols = new KrakenSymbols();
        var parser = new KrakenParser(symbols, new WireAnomalies("kraken", NullLogger.Instance));
        List<MarketEvent> events = [];
        var frame = File.ReadAllBytes(Path.Combine(SharedData.Folder("wire", "kraken"), "ws_v2_instrument_snapshot.json"));
        new KrakenFrames(symbols, parser).Read(frame, new DateTimeOffset(2024, 2, 1, 0, 0, 0, TimeSpan.Zero), events);

        var selection = new Universe(new UniverseLists()).Select(events.Cast<InstrumentUpdate>().Select(e => e.Instrument));

        selection.Scanned.Count.ShouldBeGreaterThan(180);
        selection.Scanned.ShouldContain("BTC-USD");
        foreach (var money in (string[])["USDT-USD", "USDC-USD", "DAI-USD", "PYUSD-USD", "TUSD-USD", "EUR-USD", "GBP-USD", "AUD-USD", "WBTC-USD", "TBTC-USD", "MSOL-USD", "EURT-USD"])
            selection.Excluded.ShouldContain(e => e.Symbol == money);
        (selection.Scanned.Count + selection.Excluded.Count).ShouldBe(events.Count);
    }

    private static Instrument Of(string asset, bool online = true) => new($"{asset}-USD", "kraken", asset, "USD", online, online ? "online" : "cancel_only");
}
