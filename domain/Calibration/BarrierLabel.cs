namespace CryptoRun.Domain.Calibration;

/// <summary>What became of a signal: which of two barriers, one sigma above and one below the entry, the price touched first.</summary>
/// <param name="EntryAt">Open time of the bar entered at its open, UTC: the first that opens at or after the signal.</param>
/// <param name="Entry">Entry price.</param>
/// <param name="Sigma">sd of the 1 h log returns of the last 30 d x sqrt(48): one standard deviation of the 48 h log return.</param>
/// <param name="Upper">Entry x e^sigma.</param>
/// <param name="Lower">Entry x e^-sigma.</param>
/// <param name="Touched">The barrier that counts as touched first.</param>
/// <param name="TouchedAt">Open time of the bar that touched it, null where none did.</param>
/// <param name="IsWorstCase">Whether one bar touched both after opening between them, so that the lower one was assumed to come first.</param>
/// <param name="MaximumFavourableExcursion">Highest price of the whole window over the entry, minus 1: a simple fraction, 0 or more.</param>
/// <param name="Return48h">Last close of the window over the entry, minus 1: a simple fraction, what a holder earned, whatever was touched.</param>
/// <param name="KnownAt">Signal + 48 h: the first instant at which all of this may be known, UTC.</param>
public sealed record BarrierLabel(
    DateTimeOffset EntryAt,
    double Entry,
    double Sigma,
    double Upper,
    double Lower,
    BarrierTouch Touched,
    DateTimeOffset? TouchedAt,
    bool IsWorstCase,
    double MaximumFavourableExcursion,
    double Return48h,
    DateTimeOffset KnownAt)
{
    /// <summary>The upper barrier was touched first; untouched is no success.</summary>
    public bool IsSuccess => Touched == BarrierTouch.Upper;
}

/// <summary>The barrier touched first.</summary>
public enum BarrierTouch
{
    /// <summary>Neither within the horizon.</summary>
    None,

    /// <summary>One sigma above the entry.</summary>
    Upper,

    /// <summary>One sigma below the entry.</summary>
    Lower,
}

/// <summary>Why a signal has no label.</summary>
public enum LabelAbsence
{
    /// <summary>Its 48 h have not passed, also where a barrier has been touched already: keeping only those would favour the quick.</summary>
    Pending,

    /// <summary>Too few closed hours before the signal to measure sigma.</summary>
    History,

    /// <summary>The entry hour is missing: there was no price to enter at.</summary>
    EntryMissing,

    /// <summary>Too many hours of the window are missing, at its end (a delisting) or inside.</summary>
    Gaps,

    /// <summary>The price never moved before the signal: sigma is 0.</summary>
    Flat,

    /// <summary>A price or volatility that is not a finite number above 0.</summary>
    NotFinite,
}

/// <summary>A label, or why there is none.</summary>
/// <param name="Label">The label, null where absent.</param>
/// <param name="Absent">The reason, null where there is a label.</param>
public sealed record LabelResult(BarrierLabel? Label, LabelAbsence? Absent)
{
    internal static LabelResult None(LabelAbsence reason) => new(null, reason);
}
