using CryptoRun.Domain.Portfolios;
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

    /// <summary>Name of a feed of the record.</summary>
    public static string Feed(string feed) => feed switch
    {
        "fundingZ" => "Funding z",
        "openInterestResidual" => "Open interest residual",
        "openInterestChange24h" => "Open interest, 24 h",
        "etfFlowShare" => "ETF flow",
        "reservesChange7d" => "Reserves, 7 d",
        "withdrawals24h" => "Withdrawals, 24 h",
        "stakingInflow24h" => "Staking inflow, 24 h",
        "whaleComposite" => "Whale composite",
        "depthImbalanceZ" => "Book lean",
        "spreadCompressionZ" => "Spread compression",
        "largePrints" => "Large prints",
        "cvd" => "CVD",
        "heat" => "Event heat",
        "bollingerWidthPercentile" => "Bollinger width",
        "sector" => "Sectors",
        _ => feed,
    };

    /// <summary>The feed of a component.</summary>
    public static string? FeedOf(string component) => component switch
    {
        "funding" => "fundingZ",
        "openInterest" => "openInterestResidual",
        "etfFlow" => "etfFlowShare",
        "reserves" => "reservesChange7d",
        "whales" => "whaleComposite",
        "bookLean" => "depthImbalanceZ",
        "spreadCompression" => "spreadCompressionZ",
        "largePrints" => "largePrints",
        "cvdResidual" => "cvd",
        "heat" => "heat",
        "compression" => "bollingerWidthPercentile",
        _ => null,
    };

    /// <summary>Short name of an input.</summary>
    public static string Input(string name) => name switch
    {
        "fundingZ" => "z",
        "openInterestResidual" => "residual",
        "etfFlowShare" => "of 7 d ADV",
        "reservesChange7d" => "7 d",
        "whaleComposite" => "composite",
        "depthImbalanceZ" or "spreadCompressionZ" => "z",
        "largePrintShare" => "net",
        "largeBuyUsd" => "bought",
        "largeSellUsd" => "sold",
        "totalUsd" => "of",
        "largeFromUsd" => "large from",
        "cvdUsd" => "delta",
        "cvdResidualZ" => "residual z",
        "cvdPercentile" => "percentile",
        "heat" => "heat",
        "bollingerWidthPercentile" => "percentile",
        _ => name,
    };

    /// <summary>Part of the supply squeeze.</summary>
    public static string Part(string id) => id switch { "reserves" => "Reserves", "withdrawals" => "Withdrawals", "staking" => "Staking", _ => "Open interest" };

    /// <summary>The first rule that a rejected candidate breaks: rule, number, limit, and with whom.</summary>
    public static string Breach(PruningBreach breach)
    {
        var with = breach.ConflictsWith is [var first, ..] ? $" with {first}" : "";
        var rule = breach.Rule switch { PruningRule.Correlation => "correlation", PruningRule.Sector => "sector", PruningRule.Beta => "total beta", PruningRule.SinglePosition => "position", _ => "exposure" };
        return $"out: {rule} {Limit(breach.Actual, breach.Unit)} > {Limit(breach.Limit, breach.Unit)}{with}";
    }

    /// <summary>An age in words.</summary>
    public static string Age(double seconds) => Format.Span(TimeSpan.FromSeconds(Math.Round(seconds)));

    /// <summary>A figure with its unit.</summary>
    public static string Figure(double? value, string unit) => value is not { } number ? Format.Absent : unit switch
    {
        "z" => Format.WithSign(number, 2),
        "usd" => (number < 0 ? "−" : "") + "$" + Format.Amount(Math.Abs(number)),
        "fraction" => Format.WithSign(number * 100, 2) + " %",
        "percentile" or "share" => Format.Fixed(number * 100, 0) + " %",
        _ => Format.Fixed(number, 2),
    };

    private static string Limit(double? value, string unit) => unit switch { "fraction" => Figure(value, "share"), "positions" => Format.Fixed(value, 0), _ => Format.Fixed(value, 2) };
}
