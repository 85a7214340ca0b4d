using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Venues;

namespace CryptoRun.Domain.Exits;

/// <summary>Rules that limit loss and time.</summary>
internal static class StopRules
{
    private static readonly double DayOfHours = Math.Sqrt(24);

    /// <summary>Loss of at least 1.5 x ATR at entry x sqrt 24, within 4 and 6 % of the entry price. Without ATR the farthest stop, which any ATR would have reached.</summary>
    public static ExitCheck Hard(HeldPosition position, ExitReading reading, ExitOptions options)
    {
        var loss = (position.EntryPrice - reading.Price) / position.EntryPrice;
        var wanted = options.StopAtr * position.Atr1hAtEntry * DayOfHours / position.EntryPrice;
        var isKnown = wanted is > 0;
        var limit = isKnown ? Math.Clamp(wanted!.Value, options.LeastStop, options.MostStop) : options.MostStop;
        var (lossText, limitText) = Figure.Apart(loss, limit, Figure.WritePercent);
        return Checked.AtLeast(ExitRule.HardStop, loss, limit, "fraction", $"loss {lossText}, stop at {limitText}{(isKnown ? "" : ", the farthest: no ATR at entry")}");
    }

    /// <summary>The venue has been red for a minute.</summary>
    public static ExitCheck VenueRed(ExitReading reading, ExitOptions options)
    {
        if (reading.Venue is not { } state) return Checked.NotChecked(ExitRule.VenueRed, options.VenueRedSeconds, Comparison.AtLeast, "s", "no venue health");

        var isRed = state == VenueState.Red && reading.RedSince is not null;
        var seconds = isRed ? (reading.At - reading.RedSince!.Value).TotalSeconds : 0;
        if (state == VenueState.Red && !isRed) return Checked.NotChecked(ExitRule.VenueRed, options.VenueRedSeconds, Comparison.AtLeast, "s", "red, but not known since when");
        if (!isRed) return new(ExitRule.VenueRed, ExitOutcome.Held, 0, options.VenueRedSeconds, Comparison.AtLeast, "s", options.VenueRedSeconds, $"venue is {(state == VenueState.Green ? "green" : "yellow")}");

        var (text, limit) = Figure.Apart(seconds, options.VenueRedSeconds, WholeNumber);
        return Checked.AtLeast(ExitRule.VenueRed, seconds, options.VenueRedSeconds, "s", $"venue red for {text} s, limit {limit} s");
    }

    /// <summary>Held for 48 hours.</summary>
    public static ExitCheck Time(HeldPosition position, ExitReading reading, ExitOptions options)
    {
        var hours = (reading.At - position.OpenedAt).TotalHours;
        var (text, limit) = Figure.Apart(hours, options.HoldHours, OneDecimal);
        return Checked.AtLeast(ExitRule.TimeStop, hours, options.HoldHours, "h", $"held {text} h, limit {limit} h");
    }

    /// <summary>Five per cent under the high, seven in HighVolatility, once the high has been above the entry.</summary>
    public static ExitCheck Trailing(HeldPosition position, ExitReading reading, ExitOptions options)
    {
        var limit = reading.IsHighVolatility ? options.TrailingStopHighVolatility : options.TrailingStop;
        var high = Math.Max(position.HighestPrice, reading.Price);
        var under = (high - reading.Price) / high;
        if (!(high > position.EntryPrice))
            return new(ExitRule.TrailingStop, ExitOutcome.Held, under, limit, Comparison.AtLeast, "fraction", null, "never in profit yet");

        var (underText, limitText) = Figure.Apart(under, limit, Figure.WritePercent);
        return Checked.AtLeast(ExitRule.TrailingStop, under, limit, "fraction", $"{underText} under the high, stop at {limitText}");
    }

    private static string WholeNumber(double value, int extra) => Figure.Plain(value, extra);

    private static string OneDecimal(double value, int extra) => Figure.Plain(value, 1 + extra);
}
