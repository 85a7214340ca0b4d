using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges.Kraken;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace CryptoRun.Worker.Tests;

public sealed class WorkerSettingsTests
{
    [Fact]
    public void Read_Nothing_IsTheDefaults()
    {
        var settings = Read();
        settings.Source.ShouldBe(MarketSource.Simulated);
        settings.Jobs.ScanCron.ShouldBe("0 0/15 * * * ?");
        settings.Scan.LookBackHours.ShouldBe(5208);
    }

    [Fact]
    public void Read_Values_AreTaken()
    {
        var settings = Read("Market:Source=live", "Scan:LookBackHours=800", "Scan:Gates:Choppy:Composite=70", "Regime:Breadth=0.6", "Venues:Kraken:ReadTimeout=00:00:20", "Scan:Weights:Choppy:Momentum=0.27");
        settings.Source.ShouldBe(MarketSource.Live);
        settings.Scan.LookBackHours.ShouldBe(800);
        settings.Scan.Gates.Choppy.Composite.ShouldBe(70);
        settings.Regime.Breadth.ShouldBe(0.6);
        settings.Venues.Of<KrakenEndpoints>().ReadTimeout.ShouldBe(TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("Market:Source=Foo", "Market:Source is \"Foo\"; allowed is Simulated, Replay, Live.")]
    [InlineData("Market:Source=7", "Market:Source is \"7\"; allowed is Simulated, Replay, Live.")]
    [InlineData("Market:Simulation:Coins=5", "Market:Simulation:Coins is 5; allowed is 10 to 500.")]
    [InlineData("Market:Simulation:Coins=many", "Market:Simulation:Coins is \"many\"; allowed is a whole number.")]
    [InlineData("Market:Replay:Speed=0", "Market:Replay:Speed is 0; allowed is 1 to 3600.")]
    [InlineData("Market:Replay:From=2025-11-01T00:00", "Market:Replay:From: \"2025-11-01T00:00\" has no time zone; write 2025-11-01T00:00Z for UTC.")]
    [InlineData("Market:Feed:Concurrency=0", "Market:Feed:Concurrency is 0")]
    [InlineData("Venues:Kraken:ReadTimeout=soon", "Venues:Kraken:ReadTimeout is \"soon\"; allowed is a duration such as 00:00:10.")]
    [InlineData("Store:BusyTimeoutSeconds=0", "Store:BusyTimeoutSeconds")]
    [InlineData("Jobs:ScanCron=every minute", "Jobs:ScanCron is \"every minute\"")]
    [InlineData("Scan:Universe:MaximumGapShare=2", "Scan:Universe:MaximumGapShare is 2; allowed is 0 to 1.")]
    [InlineData("Regime:Breadth=7", "Regime:Breadth")]
    public void Read_OutOfRange_NamesKeyValueAndWhatIsAllowed(string setting, string message) =>
        Should.Throw<OptionsValidationException>(() => Read(setting)).Failures.ShouldHaveSingleItem().ShouldContain(message);

    [Fact]
    public void Read_SeveralWrong_NamesAll() =>
        Should.Throw<OptionsValidationException>(() => Read("Market:Simulation:Coins=5", "Jobs:RegimeCron=x", "Market:Source=Replay")).Failures.Count().ShouldBe(3);

    [Fact]
    public void Explain_WrongConfiguration_IsLinesAndExitCode2()
    {
        var thrown = Should.Throw<OptionsValidationException>(() => Read("Market:Source=Foo"));
        StartUpFailure.Explain(thrown, out var exitCode).ShouldBe(["Market:Source is \"Foo\"; allowed is Simulated, Replay, Live."]);
        exitCode.ShouldBe(2);
        StartUpFailure.Explain(new InvalidOperationException("a bug"), out exitCode).ShouldBeNull();
    }

    private static WorkerSettings Read(params string[] settings) => WorkerSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => s.Split('=', 2)).Select(p => KeyValuePair.Create(p[0], (string?)p[1]))).Build());
}
