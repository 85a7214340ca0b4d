using CryptoRun.Web.Layout;

namespace CryptoRun.Web.Premove;

/// <summary>Words of the pre-move page.</summary>
internal static class Words
{
    /// <summary>First letter small, as words stand in an address.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => value.ToString() is var name ? char.ToLowerInvariant(name[0]) + name[1..] : "";

    /// <summary>Short name of a component.</summary>
    public static string Component(string id) => id switch
    {
        "funding" => "Funding",
        "openInterest" => "Open interest",
        "etfFlow" => "ETF flow",
        "reserves" => "Reserves",
        "whales" => "Whales",
        "bookLean" => "Book lean",
        "spreadCompression" => "Spread",
        "largePrints" => "Large prints",
        "cvdResidual" => "CVD residual",
        "heat" => "Events",
        "compression" => "Compression",
        _ => id,
    };

    /// <summary>Letter and name of a condition.</summary>
    public static (string Letter, string Name) Condition(string id) => id switch
    {
        "funding" => ("A", "Funding divergence"),
        "whales" => ("B", "Whale composite"),
        "supplySqueeze" => ("C", "Supply squeeze"),
        _ => ("V", "Volume of the newest 15 min"),
    };

    /// <summary>A figure with its unit.</summary>
    public static string Figure(double? value, string unit) => value is not { } number ? Format.Absent : unit switch
    {
        "z" => Format.WithSign(number, 2),
        "usd" => (number < 0 ? "−" : "") + "$" + Format.Amount(Math.Abs(number)),
        "fraction" => Format.WithSign(number * 100, 2) + " %",
        "percentile" => Format.Fixed(number * 100, 0) + " %",
        _ => Format.Fixed(number, 2),
    };
}
