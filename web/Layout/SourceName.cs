using System.Globalization;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Web.Layout;

/// <summary>The market's source in words: it is in view on every page.</summary>
public static class SourceName
{
    /// <summary><c>SIMULATED</c>, <c>REPLAY 3600×</c>, <c>LIVE</c>; the speed is told whenever it is not 1.</summary>
    public static string Badge(MarketSource source, double speed)
    {
        var fast = speed > 1 ? string.Create(CultureInfo.InvariantCulture, $" {speed:0.#}×") : "";
        return source switch
        {
            MarketSource.Live => "LIVE",
            MarketSource.Replay => "REPLAY" + fast,
            _ => "SIMULATED" + fast,
        };
    }

    /// <summary>What it means, for the tooltip.</summary>
    public static string Meaning(MarketSource source) => source switch
    {
        MarketSource.Live => "Prices of the real venues",
        MarketSource.Replay => "Recorded prices on a virtual clock",
        _ => "A seeded market that does not exist",
    };

    /// <summary>Word of the <c>data-source</c> attribute that colours the line on top of the page.</summary>
    public static string Attribute(MarketSource source) => source switch
    {
        MarketSource.Live => "live",
        MarketSource.Replay => "replay",
        _ => "simulated",
    };
}
