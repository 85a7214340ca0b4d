using CryptoRun.Domain.Gates;

namespace CryptoRun.Domain.Premove;

/// <summary>
/// The eleven components, one line each. Every share is linear from 0 at nothing to 1 at the option's value, then level. Only funding and the CVD residual count
/// either way; of the others the side that precedes a rise scores and the other side is 0.
/// </summary>
internal sealed class Components(ScaleOptions scales)
{
    public IReadOnlyList<PremoveComponent> Of(CoinFeeds r) =>
    [
        One(ComponentTable.Funding, r.FundingZ, z => Math.Abs(z) / scales.FundingZ, z => $"Funding z {Figure.Plain(z, 2)}"),
        One(ComponentTable.OpenInterest, r.OpenInterestResidual, usd => usd / scales.OpenInterestResidualUsd, usd => $"Open interest {Usd(usd)} beyond its price"),
        One(ComponentTable.EtfFlow, r.EtfFlow, share => share / scales.EtfFlowShare, share => $"ETF flow {Figure.SignedPercent(share)} of 7 d ADV"),
        One(ComponentTable.Reserves, r.Reserves, change => -change / scales.ReservesFall, change => $"Reserves on exchanges {Figure.SignedPercent(change)} in 7 d"),
        One(ComponentTable.Whales, r.Whales, composite => composite, composite => $"Whale composite {Figure.Plain(composite, 2)}"),
        One(ComponentTable.BookLean, r.BookLean, z => z / scales.BookPressureZ, z => $"Book leans to the bids with z {Figure.Plain(z, 2)}"),
        One(ComponentTable.SpreadCompression, r.SpreadCompression, z => z / scales.BookPressureZ, z => $"Spread narrower with z {Figure.Plain(z, 2)}"),
        LargePrints(r.LargePrints),
        Cvd(r.Cvd),
        One(ComponentTable.Heat, r.Heat, heat => heat, heat => $"Event heat {Figure.Plain(heat, 2)}"),
        One(ComponentTable.Compression, r.Width, percentile => 1 - percentile, percentile => $"Bollinger width at percentile {Figure.Percent(percentile)}"),
    ];

    private PremoveComponent LargePrints(LargePrintReading reading) => reading.NetShare is { } share
        ? Scored(ComponentTable.LargePrints, share / scales.LargePrintShare, reading.Inputs, $"Large prints net {Figure.SignedPercent(share)} of volume")
        : Absent(ComponentTable.LargePrints, reading.Refusal!);

    private PremoveComponent Cvd(CvdOutcome outcome)
    {
        if (outcome.Reading is not { } cvd) return Absent(ComponentTable.CvdResidual, outcome.Refusal!);

        var share = cvd.Z is { } z ? Math.Abs(z) / scales.CvdZ : (cvd.Percentile!.Value - scales.CvdPercentileFrom) / (scales.CvdPercentileTo - scales.CvdPercentileFrom);
        return Scored(ComponentTable.CvdResidual, share, outcome.Inputs, cvd.Sentence);
    }

    private static PremoveComponent One(ComponentKind kind, Checked input, Func<double, double> share, Func<double, string> words) =>
        input.Figure is { } figure ? Scored(kind, share(figure.Value), [figure], words(figure.Value)) : Absent(kind, input.Refusal!);

    private static PremoveComponent Scored(ComponentKind kind, double share, IReadOnlyList<PremoveFigure> inputs, string words)
    {
        var points = kind.Points * Math.Clamp(share, 0, 1);

        // A share of -0 would be printed.
        if (points == 0) points = 0;
        return new PremoveComponent(kind.Id, kind.Group, kind.Block, kind.Points, kind.Points, points, null, inputs, $"{words}: {Figure.Plain(points, 1)} of {Figure.Plain(kind.Points, 0)} points");
    }

    private static PremoveComponent Absent(ComponentKind kind, string reason) =>
        new(kind.Id, kind.Group, kind.Block, kind.Points, 0, 0, reason, [], $"Absent: {reason}; {Figure.Plain(kind.Points, 0)} points leave the score");

    private static string Usd(double usd) => (usd < 0 ? "−" : "+") + Figure.Usd(Math.Abs(usd));
}
