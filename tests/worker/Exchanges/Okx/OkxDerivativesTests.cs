using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Exchanges.Okx;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Simulation;
using CryptoRun.Worker.Simulation.Okx;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoRun.Worker.Tests.Exchanges.Okx;

/// <summary>The derivatives client over the loopback: what it says is what the tape holds, in coins, settled every eight hours or four.</summary>
public sealed class OkxDerivativesTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Begin = new(2025, 11, 6, 15, 20, 30, TimeSpan.Zero);
    private readonly ManualTime _time = new(Begin);
    private readonly SimulatedMarket _tape = new SimulatedMarket(42, 25).Through(SimulatedVenue.Okx);
    private readonly VenueMonitors _monitors;
    private readonly LoopbackOkx _venue;
    private OkxDerivativesClient _client = null!;

    public OkxDerivativesTests()
    {
        _monitors = new VenueMonitors(_time);
        _venue = new LoopbackOkx(_tape, new MarketClock(_time, null, 1), _time);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _venue.StartAsync(Cancel);
        var endpoints = new OkxDerivativesEndpoints { RestBaseAddress = _venue.RestBaseAddress, RequestsPerSecond = 1000, Burst = 1000 };
        _client = new OkxDerivativesClient(endpoints.CreateHttp(), endpoints, new MarketClock(_time, null, 1), _time, _monitors, NullLogger<OkxDerivativesClient>.Instance);
    }

    public ValueTask DisposeAsync() => _venue.DisposeAsync();

    [Fact]
    public async Task GetTickers_Listed_AreTheTapesInCoinsWithTheRunningInterval()
    {
        var tickers = (await _client.GetTickersAsync(Cancel)).Value.ShouldNotBeNull();

        var listed = _tape.InstrumentsAt(Begin).Where(i => _tape.PerpetualAt(Begin, i.Symbol) is not null).Select(i => i.Symbol).ToList();
        tickers.Select(t => t.Symbol).ShouldBe(listed, ignoreOrder: true);
        tickers.Count.ShouldBeGreaterThan(10);
        foreach (var ticker in tickers)
        {
            var perpetual = _tape.PerpetualAt(Begin, ticker.Symbol)!.Value;
            ticker.Mark.ShouldBe(new MarkPrice(Begin, perpetual.Mark));
            ticker.Contracts.ShouldBe(new OpenContracts(Begin, perpetual.Hour.Contracts, OpenInterestUnit.Coins));
            var running = ticker.Funding.ShouldNotBeNull();
            (running.Begin, running.IntervalHours, running.IsFixed).ShouldBe((FundingSettlements.Before(ticker.Symbol, Begin), FundingSettlements.IntervalHours(ticker.Symbol), false));
            running.Known.ShouldBeNull();
        }

        tickers.Select(t => t.Funding!.Value.IntervalHours).Distinct().Order().ShouldBe([4, 8]);
    }

    [Theory]
    [InlineData("BTC-USD", 40)]
    [InlineData("BTC-USD", 1)]
    [InlineData("SOL-USD", 60)]
    public async Task GetFunding_Since_IsWhatWasSettledPageByPage(string symbol, int days)
    {
        var since = Begin.AddDays(-days);

        var rates = (await _client.GetFundingAsync(symbol, since, Cancel)).Value.ShouldNotBeNull();

        rates.ShouldBe(new FundingSettlements(_tape).Settled(Begin, symbol, since).Select(s => new FundingRate(s.Time, s.Rate, FundingSettlements.IntervalHours(symbol))));
        rates.Count.ShouldBe(24 * days / FundingSettlements.IntervalHours(symbol));
    }

    [Fact]
    public async Task GetOpenInterest_Since_IsEveryHourInCoinsPageByPage()
    {
        var since = Begin.AddDays(-11);

        var hours = (await _client.GetOpenInterestAsync("DOGE-USD", since, Cancel)).Value.ShouldNotBeNull();

        hours.ShouldBe(_tape.PerpetualHours(Begin, "DOGE-USD", since).Select(h => new OpenContracts(h.Begin, h.Contracts, OpenInterestUnit.Coins)));
        hours.Count.ShouldBe(264);
    }

    [Fact]
    public async Task Get_UnknownCoin_SaysSo()
    {
        (await _client.GetFundingAsync("NOPE-USD", Begin, Cancel)).Failure!.Kind.ShouldBe(VenueFailureKind.UnknownSymbol);
        (await _client.GetOpenInterestAsync("NOPE-USD", Begin, Cancel)).Failure!.Message.ShouldBe("okxderivatives open interest of NOPE-USD: 51001 Instrument ID doesn't exist.");
    }

    [Theory]
    [InlineData(VenueFault.TooManyRequests, null)]
    [InlineData(VenueFault.LimitCode, null)]
    [InlineData(VenueFault.ServerError, null)]
    [InlineData(VenueFault.WrongJson, VenueFailureKind.Malformed)]
    public async Task Fault_Once_IsLivedThroughOrSaid(VenueFault fault, VenueFailureKind? kind)
    {
        _venue.Faults.FailNext(fault);

        var answer = await _client.GetTickersAsync(Cancel).WithTime(_time, TimeSpan.FromMilliseconds(20));

        answer.Failure?.Kind.ShouldBe(kind!.Value);
        (answer.Failure is null).ShouldBe(kind is null);
        (await _client.GetTickersAsync(Cancel)).Failure.ShouldBeNull();
    }

    [Fact]
    public void Parser_ShapesOnFile_AreRead()
    {
        var parser = new OkxDerivativesParser(new WireAnomalies("okx", NullLogger.Instance));
        var folder = SharedData.Folder("wire", "okx", "fixtures_nautilus");
        byte[] Body(string file) => File.ReadAllBytes(Path.Combine(folder, file));
        var now = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

        parser.Marks(Body("nautilus__http_get_mark_price.json"), now).Marks.ShouldBe(new Dictionary<string, MarkPrice> { ["BTC-USD"] = new(DateTimeOffset.FromUnixTimeMilliseconds(1744590349506), 84660.1m) });
        // What was paid counts, not what had been estimated.
        parser.Settled(Body("nautilus__http_get_funding_rate_history.json"), now).Rates.Values.ShouldBe([-0.00002m, 0.00015m]);
        var running = """{"code":"0","msg":"","data":[{"instId":"BTC-USDT-SWAP","fundingRate":"0.0001","nextFundingRate":"","fundingTime":"1744617600000","nextFundingTime":"1744632000000","method":"next_period","ts":"1744590349506"},{"instId":"ETH-USDT-SWAP","fundingRate":"0.7","fundingTime":"1744617600000","nextFundingTime":"1744632000000"},{"instId":"BTC-USD-SWAP","fundingRate":""}]}"""u8.ToArray();
        var (rates, skipped) = parser.Funding(running, DateTimeOffset.FromUnixTimeMilliseconds(1744610000000));
        rates.ShouldHaveSingleItem().ShouldBe(new("BTC-USD", new RunningFunding(DateTimeOffset.FromUnixTimeMilliseconds(1744603200000), 0.0001m, 4, IsFixed: true)));
        skipped.ShouldBe(1);
    }
}
