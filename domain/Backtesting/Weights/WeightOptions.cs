namespace CryptoRun.Domain.Backtesting.Weights;

/// <summary>How weights are traded.</summary>
public sealed record WeightOptions
{
    /// <summary>Bars between a signal and the first bar whose return it earns, 1 or more: with 1, a signal of a bar's close earns the next bar's return. 0 would look ahead.</summary>
    public int Lag { get; init; } = 1;

    /// <summary>Cost of what is traded, one way, fraction of it, 0 or more: 0.002 is 20 bp.</summary>
    public double Cost { get; init; }

    /// <summary>Returns are cut to plus and minus this, above 0; infinite: never.</summary>
    public double ReturnCap { get; init; } = double.PositiveInfinity;

    /// <summary>Bars between two rebalancings, 1 or more; counted from the first bar with a signal.</summary>
    public int RebalanceEvery { get; init; } = 1;

    /// <summary>Whether weights are scaled to an absolute sum of 1 again after what cannot be traded has been taken out.</summary>
    public bool Rescales { get; init; }

    /// <summary>Whether a position grows with its price until it is rebalanced, and turnover is counted from there. Else weights stay as they are set, as papers mostly have it.</summary>
    public bool Drifts { get; init; }

    internal void Require()
    {
        if (Lag < 1) throw new ArgumentException($"Lag is {Lag}; allowed is 1 or more.");
        if (!(Cost >= 0 && double.IsFinite(Cost))) throw new ArgumentException($"Cost is {Cost}; allowed is 0 or more.");
        if (!(ReturnCap > 0)) throw new ArgumentException($"ReturnCap is {ReturnCap}; allowed is above 0.");
        if (RebalanceEvery < 1) throw new ArgumentException($"RebalanceEvery is {RebalanceEvery}; allowed is 1 or more.");
    }
}
