using CryptoRun.Domain.Venues;
using CryptoRun.Worker.Exchanges;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Simulation;

namespace CryptoRun.Worker.Tests.Exchanges.Contract;

/// <summary>A loopback venue with its adapter, on time that moves when told.</summary>
internal sealed class SpotStage : IAsyncDisposable
{
    /// <summary>A socket that is silent for this long is given up: long enough for a busy machine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly SimulatedMarket Market = new(42, 10);
    private static readonly VenueHealthOptions Health = new();

    private readonly List<StreamTap> _taps = [];

    private SpotStage(SpotVenue venue, DateTimeOffset now)
    {
        Time = new ManualTime(now);
        Clock = new MarketClock(Time, null, 1);
        Monitors = new VenueMonitors(Time);
        Tape = Market.Through(venue.Seen);
        Loopback = venue.Loopback(Tape, Clock, Time);
    }

    public ManualTime Time { get; }

    public MarketClock Clock { get; }

    public IMarketTape Tape { get; }

    public LoopbackVenue Loopback { get; }

    public VenueFaults Faults => Loopback.Faults;

    public VenueMonitors Monitors { get; }

    public IMarketDataClient Client { get; private set; } = null!;

    public IMarketDataStream Stream { get; private set; } = null!;

    public DateTimeOffset Now => Clock.GetUtcNow();

    public VenueTotals Totals => Monitors.Of(Loopback.Name).Report(Health).Totals;

    public static async Task<SpotStage> StartAsync(SpotVenue venue, DateTimeOffset now)
    {
        var stage = new SpotStage(venue, now);
        await stage.Loopback.StartAsync(TestContext.Current.CancellationToken);
        (stage.Client, stage.Stream) = venue.Adapter(stage.Loopback, stage.Clock, stage.Time, stage.Monitors);
        // As the program does: names are learnt from the list of pairs.
        (await stage.Client.GetInstrumentsAsync(TestContext.Current.CancellationToken)).Failure.ShouldBeNull();
        return stage;
    }

    /// <summary>Reads the stream from now on.</summary>
    public StreamTap Listen(StreamChannels channels, params string[] symbols)
    {
        var tap = new StreamTap(Stream, symbols, channels);
        _taps.Add(tap);
        return tap;
    }

    /// <summary>A call, while time runs.</summary>
    public Task<T> Ask<T>(Func<IMarketDataClient, Task<T>> ask) => ask(Client).WithTime(Time, TimeSpan.FromMilliseconds(20));

    /// <summary>Time runs until something is so; after each second there is room for what the venue sent in it.</summary>
    /// <param name="isSo">What is waited for.</param>
    /// <param name="what">Its name, for the failure.</param>
    /// <param name="watch">Called after each second.</param>
    /// <param name="seconds">Most seconds.</param>
    public async Task Until(Func<bool> isSo, string what, Action? watch = null, int seconds = 600)
    {
        for (var i = 0; i < seconds; i++)
        {
            if (isSo()) return;
            await SecondAsync();
            watch?.Invoke();
        }

        for (var i = 0; i < 1000 && !isSo(); i++) await Task.Delay(1, TestContext.Current.CancellationToken);
        isSo().ShouldBeTrue($"within {seconds} s: {what}");
    }

    /// <summary>Time runs for so many seconds.</summary>
    public async Task Run(int seconds, Action? watch = null)
    {
        for (var i = 0; i < seconds; i++)
        {
            await SecondAsync();
            watch?.Invoke();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var tap in _taps) await tap.DisposeAsync();
        await Loopback.DisposeAsync();
    }

    private async Task SecondAsync()
    {
        var before = Totals;
        for (var i = 0; i < 4; i++) Time.Advance(TimeSpan.FromMilliseconds(250));
        for (var i = 0; i < 25 && Totals == before; i++) await Task.Delay(1, TestContext.Current.CancellationToken);
    }
}
