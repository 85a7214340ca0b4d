using CryptoRun.Worker.Exchanges.Okx;
using Microsoft.Extensions.Configuration;

namespace CryptoRun.Worker.Tests.Exchanges.Okx;

public class OkxEndpointsTests
{
    [Fact]
    public void Problems_Nonsense_NamesKeyValueAndRange()
    {
        new OkxEndpoints().Problems().ShouldBeEmpty();
        new OkxDerivativesEndpoints().Problems().ShouldBeEmpty();
        new OkxEndpoints { BookDepth = 1000, PingEvery = TimeSpan.FromMinutes(2), SymbolsPerSubscription = 0 }.Problems().Count.ShouldBe(3);
        new OkxDerivativesEndpoints { Poll = TimeSpan.FromSeconds(1) }.Problems().ShouldHaveSingleItem().ShouldStartWith("Venues:OkxDerivatives:Poll is 00:00:01");
    }

    [Fact]
    public void Section_Bound_KeepsTheVenuesDefaults()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Venues:Okx:BookDepth"] = "0", ["Venues:Okx:Enabled"] = "false" }).Build();

        var endpoints = configuration.GetSection(OkxEndpoints.Section).Get<OkxEndpoints>()!;

        endpoints.ShouldBe(new OkxEndpoints { BookDepth = 0, Enabled = false });
        (endpoints.PingEvery, endpoints.HeartbeatTimeout, endpoints.RequestsPerSecond, endpoints.Burst).ShouldBe((TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30), 10d, 20));
    }

    [Theory]
    [InlineData("BTC-USD", "BTC-USD")]
    [InlineData("BTC-USDT", null)]
    [InlineData("BTC-USD-SWAP", null)]
    [InlineData("-USD", null)]
    [InlineData("A-B-USD", null)]
    [InlineData("", null)]
    public void ToCanonical_Names_OnlySpotAgainstDollars(string name, string? symbol) => new OkxSymbols().ToCanonical(name).ShouldBe(symbol);

    [Theory]
    [InlineData("BTC-USDT-SWAP", "BTC-USD")]
    [InlineData("BTC-USD-SWAP", null)]
    [InlineData("BTC-USDC-SWAP", null)]
    [InlineData("BTC-USDT-251226", null)]
    [InlineData("-USDT-SWAP", null)]
    public void OfPerpetual_Names_OnlyLinearPaidInUsdt(string name, string? symbol)
    {
        OkxSymbols.OfPerpetual(name).ShouldBe(symbol);
        if (symbol is not null) OkxSymbols.ToPerpetual(symbol).ShouldBe(name);
    }

    [Fact]
    public void Learn_PairWithAnotherName_IsFoundBothWays()
    {
        var symbols = new OkxSymbols();
        symbols.Learn([("OLD-USD", "NEW", "USD"), ("BTC-USD", "BTC", "USD"), ("X-USDT", "X", "USDT")]);

        (symbols.ToCanonical("OLD-USD"), symbols.ToVenue("NEW-USD"), symbols.ToVenue("BTC-USD")).ShouldBe(("NEW-USD", "OLD-USD", "BTC-USD"));
    }
}
