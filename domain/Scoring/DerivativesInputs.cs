using CryptoRun.Domain.Factors;

namespace CryptoRun.Domain.Scoring;

/// <summary>The inputs of Quality's derivatives half: what every venue said, then what they make together.</summary>
internal static class DerivativesInputs
{
    /// <summary>Adds the inputs of a coin with a perpetual.</summary>
    public static void Add(List<FactorInput> inputs, DerivativesMeasure measure, Derivatives half, int i, DateTimeOffset at)
    {
        DateTimeOffset? oldest = null;
        foreach (var venue in measure.Funding.Venues)
        {
            inputs.Add(new Stamp(venue.Venue, venue.Time, at).Input("funding8h", venue.Rate8h, "fraction", double.IsNaN(venue.Z) ? null : venue.Z));
            if (venue.Why is null && (oldest is null || venue.Time < oldest)) oldest = venue.Time;
        }

        inputs.Add(new Stamp(Stamp.Computed, oldest, at).Input("fundingZ", measure.Funding.Z, "z", half.Funding[i]));

        var interest = measure.OpenInterest;
        var stamp = new Stamp(interest.Venues.Count == 0 ? Stamp.Computed : string.Join(", ", interest.Venues), interest.Time, at);
        inputs.Add(stamp.Input("openInterestChange1h", interest.ChangeUsd, "usd"));
        inputs.Add(stamp.Input("openInterestBeta", interest.BetaUsd, "usd"));
        inputs.Add(stamp.Input("openInterestR2", interest.RSquared, "ratio"));
        inputs.Add(stamp.Input("openInterestResidual", interest.ResidualUsd, "usd", half.OpenInterestZ[i]));

        oldest = null;
        foreach (var venue in measure.Basis.Venues)
        {
            inputs.Add(new Stamp(venue.Venue, venue.Time, at).Input("basis", venue.Basis, "fraction"));
            if (oldest is null || venue.Time < oldest) oldest = venue.Time;
        }

        inputs.Add(new Stamp(Stamp.Computed, oldest, at).Input("basisDispersion", measure.Basis.Dispersion, "fraction", half.BasisZ[i]));
    }
}
