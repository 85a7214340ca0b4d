using CryptoRun.Worker.Exchanges.Kraken;
using Microsoft.Extensions.Configuration;

namespace CryptoRun.Worker.Tests.Exchanges.Kraken;

public class KrakenEndpointsTests
{
    [Fact]
    public void Validated_Defaults_AreKrakensOwn()
    {
        var endpoints = new KrakenEndpoints();

        endpoints.Problems().ShouldBeEmpty();

        endpoints.RestBaseAddress.ShouldBe(new Uri("https://api.kraken.com"));
        endpoints.WebSocketAddress.ShouldBe(new Uri("wss://ws.kraken.com/v2"));
        endpoints.RequestsPerSecond.ShouldBe(1);
    }

    [Fact]
    public void Validated_Nonsense_NamesKeyValueAndRangeOfEach()
    {
        var endpoints = new KrakenEndpoints
        {
            RestBaseAddress = new Uri("ftp://api.kraken.com"),
            RequestsPerSecond = double.NaN,
            ReadTimeout = TimeSpan.Zero,
        };

        endpoints.Problems().ShouldBe(
        [
            "Venues:Kraken:RestBaseAddress is 'ftp://api.kraken.com/'; allowed is an absolute http or https address.",
            "Venues:Kraken:RequestsPerSecond is NaN; allowed are 0.1 to 1000.",
            "Venues:Kraken:ReadTimeout is 00:00:00; allowed are 0.1 to 120 s.",
        ]);
    }

    [Fact]
    public void Section_Configured_IsBound()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Venues:Kraken:RestBaseAddress"] = "http://127.0.0.1:5555",
            ["Venues:Kraken:RequestsPerSecond"] = "50",
            ["Venues:Kraken:HeartbeatTimeout"] = "00:00:03",
        }).Build();

        var endpoints = configuration.GetSection(KrakenEndpoints.Section).Get<KrakenEndpoints>()!;

        endpoints.RestBaseAddress.Port.ShouldBe(5555);
        endpoints.RequestsPerSecond.ShouldBe(50);
        endpoints.HeartbeatTimeout.ShouldBe(TimeSpan.FromSeconds(3));
    }
}
