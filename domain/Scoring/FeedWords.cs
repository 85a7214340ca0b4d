using CryptoRun.Domain.Factors;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Scoring;

/// <summary>What feeds say of a symbol, as parts of a factor's sentence; empty where they say nothing.</summary>
internal static class FeedWords
{
    private const double DaysPerWeek = 7;

    /// <summary>Spread and depth.</summary>
    public static string Book(BookReading? book) =>
        book is null ? "" : $", spread {Figure.Plain(book.SpreadBps!.Value, 1)} bps, {(book.DepthIsLowerBound ? "at least " : "")}{Figure.Usd(book.DepthUsd!.Value)} deep";

    /// <summary>The component of the derivatives half that weighs most for this symbol.</summary>
    public static string Derivatives(DerivativesMeasure measure, Derivatives half, int i)
    {
        var (funding, interest, basis) = (half.Term(0, i), half.Term(1, i), half.Term(2, i));
        var most = Math.Max(Math.Abs(funding), Math.Max(Math.Abs(interest), Math.Abs(basis)));
        return most switch
        {
            0 => "",
            _ when Math.Abs(funding) == most => $", funding z {Figure.Plain(measure.Funding.Z, 1)}",
            _ when Math.Abs(interest) == most => $", open interest {Signed(measure.OpenInterest.ResidualUsd)} beyond the price's share",
            _ => $", venues {Figure.Plain(10_000 * measure.Basis.Dispersion, 1)} bps apart on the perpetual",
        };
    }

    /// <summary>The hottest event.</summary>
    public static string Events(HeatMeasure heat, DateTimeOffset at)
    {
        if (heat.Events.Count == 0) return "";

        var hottest = heat.Events[0];
        foreach (var known in heat.Events)
        {
            if (known.Heat > hottest.Heat) hottest = known;
        }

        var more = heat.Events.Count > 1 ? $" and {heat.Events.Count - 1} more" : "";
        return $", heat {Figure.Plain(heat.Heat, 2)}: {hottest.Event.Title} {When((hottest.Event.Time - at).TotalDays)}{more}";
    }

    /// <summary>The newest reading.</summary>
    public static string Social(SocialMeasure social) => $"sentiment {(social.Value > 0 ? "+" : "")}{Figure.Plain(social.Value, 2)}";

    /// <summary>An amount with its sign.</summary>
    public static string Signed(double usd) => (usd < 0 ? "−" : "+") + Figure.Usd(Math.Abs(usd));

    private static string When(double days) => days switch
    {
        < 0 => "just passed",
        < 1 => "within a day",
        < 2 * DaysPerWeek => $"in {Figure.Plain(days, 0)} days",
        _ => $"in {Figure.Plain(days / DaysPerWeek, 0)} weeks",
    };
}
