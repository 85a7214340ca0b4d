using CryptoRun.Domain.Markets;
using CryptoRun.Worker;
using CryptoRun.Worker.Markets;

namespace CryptoRun.Web.Layout;

/// <summary>What every page tells of the market it shows: its source, its speed, its time.</summary>
/// <param name="settings">Which market the program works on.</param>
/// <param name="clock">Market time.</param>
public sealed class MarketView(WorkerSettings settings, MarketClock clock)
{
    /// <summary>The venue whose candles are scored, simulated and replayed ones behind its protocol.</summary>
    public const string Venue = "kraken";

    /// <summary>Source of every number.</summary>
    public MarketSource Source => settings.Source;

    /// <summary>Market seconds per wall second.</summary>
    public double Speed => clock.Speed;

    /// <summary>Market time, UTC.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();
}
