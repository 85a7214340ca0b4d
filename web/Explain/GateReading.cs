using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Scoring;
using CryptoRun.Web.Layout;

namespace CryptoRun.Web.Explain;

/// <summary>One figure that a gate read at the scan.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">As people read it; n/a where it was not there.</param>
/// <param name="Source">Venue, feed or <c>computed</c>.</param>
/// <param name="AgeSeconds">Age at the scan; null where it has none.</param>
/// <param name="Leads">What it was made of: an id on the page with its <c>#</c>, or an address; null where it is a measurement itself.</param>
public sealed record GateReading(string Name, string Value, string Source, double? AgeSeconds, string? Leads)
{
    /// <summary>What a gate read, as the explanation holds it.</summary>
    public static IReadOnlyList<GateReading> Of(ScoreExplanation of, GateResult gate)
    {
        ArgumentNullException.ThrowIfNull(of);
        ArgumentNullException.ThrowIfNull(gate);
        var (m, candles) = (of.Market, $"/api/v1/candles/{of.Symbol}");
        return gate.Gate switch
        {
            "score" => [Computed("Composite C", Format.Fixed(of.Composite, 2), "#made")],
            "vadr" => [Measured("VADR", Ratio(m.Vadr), candles)],
            "movement" => [Measured("Return 4 h", Percent(m.Return4h), candles)],
            "funding" => [Measured("Funding z", Z(m.FundingZ), Input(of, "fundingZ") is null ? null : "#in-fundingZ"), Price()],
            "volume24h" => [Measured("Volume, 24 h", Dollars(m.VolumeUsd24h), candles)],
            "trend" => [From("adx14", Format.Fixed(m.Adx4h, 1)), .. gate.Unit == "hurst" ? [Measured("Hurst", Ratio(gate.Actual), candles)] : Array.Empty<GateReading>()],
            "freshness" => [Measured("Signal, bars ago", Format.Fixed(gate.Actual, 0), "#price"), Measured("ATR 14, 1 h", Format.Price(m.Atr1h), candles)],
            "fatigue" => [Measured("Return 24 h", Percent(m.Return24h), "#in-return24h"), From("rsi14", Format.Fixed(m.Rsi4h, 1)), From("acceleration", null)],
            "lateFill" => [Computed("Signal to decision", Format.Fixed(gate.Actual, 1) + (gate.Actual is null ? "" : " s"), null)],
            "spread" => [Measured("Spread", m.SpreadBps is { } bps ? Format.Fixed(bps, 1) + " bps" : Format.Absent, "#book"), From("advUsd", null)],
            "depth" => [Measured("Depth within 2 %", Dollars(m.DepthUsd), "#book"), From("advUsd", null)],
            "socialCap" => [Computed("Social points", Format.WithSign(of.Social, 2), of.SocialFactor is null ? null : "#inputs-social")],
            "catalystHeat" => [Computed("Points of known events", Format.Fixed(gate.Actual, 2), "#inputs-catalyst")],
            _ => [Measured(ExplainWords.Gate(gate.Gate), ExplainWords.Figure(gate.Actual, gate.Unit), null)],
        };

        GateReading Measured(string name, string value, string? leads) => new(name, value, gate.Source, gate.AgeSeconds, value == Format.Absent ? null : leads);
        GateReading Computed(string name, string value, string? leads) => new(name, value, "computed", gate.AgeSeconds, leads);
        GateReading Price() => new("Price, against its 24 h VWAP", Format.Price(m.Price), MarketView.Venue, (of.AsOf - m.PriceTime).TotalSeconds, "#price");

        // A factor's own input, which stands among the inputs with its venue and age.
        GateReading From(string name, string? value) => Input(of, name) is { } input
            ? new(ExplainWords.Input(name), value ?? ExplainWords.Value(input), input.Source, input.AgeSeconds, "#in-" + name)
            : new(ExplainWords.Input(name), value ?? Format.Absent, gate.Source, gate.AgeSeconds, null);
    }

    private static FactorInput? Input(ScoreExplanation of, string name) => of.Factors.SelectMany(static f => f.Inputs).FirstOrDefault(i => i.Name == name);

    private static string Percent(double? fraction) => fraction is null ? Format.Absent : Format.Return(fraction, 2) + " %";

    private static string Dollars(double? usd) => usd is null ? Format.Absent : "$" + Format.Amount(usd);

    private static string Ratio(double? value) => Format.Fixed(value, 2);

    private static string Z(double? value) => value is null ? Format.Absent : Format.WithSign(value, 2);
}
