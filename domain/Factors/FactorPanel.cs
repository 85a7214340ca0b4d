using CryptoRun.Domain.Regimes;

namespace CryptoRun.Domain.Factors;

/// <summary>
/// The raw factors of a universe, side by side. Momentum depends on the regime's horizon weights, the others do not; a factor without any feed is a column of
/// NaN and so absent.
/// </summary>
public sealed class FactorPanel
{
    private readonly double[] _technical;
    private readonly double[] _quality;
    private readonly double[] _catalyst;
    private readonly double[]? _social;

    /// <summary>Builds the panel.</summary>
    /// <param name="symbols">Measures, in symbol order.</param>
    /// <param name="options">Parameters.</param>
    public FactorPanel(IReadOnlyList<SymbolMeasures> symbols, FactorOptions options)
    {
        Symbols = symbols;
        Volume = Factors.Volume.Mean(symbols);
        Liquidity = Quality.Liquidity(symbols);
        _technical = Technical.Column(symbols);
        Derivatives = Derivatives.Of(symbols, options.Derivatives);
        _quality = Quality.Column(Liquidity, Derivatives);
        _catalyst = Catalyst.Column(symbols);
        _social = Social.Column(symbols);
        HasHeat = Catalyst.HasHeat(symbols);
    }

    /// <summary>Symbols, ordinal order.</summary>
    public IReadOnlyList<SymbolMeasures> Symbols { get; }

    /// <summary>Components of Volume: relative volume, daily range, money flow.</summary>
    public ComponentMean Volume { get; }

    /// <summary>Components of liquidity: ADV, spread, depth.</summary>
    public ComponentMean Liquidity { get; }

    /// <summary>Whether any symbol has a trustworthy book.</summary>
    public bool HasBooks => !Liquidity.Missing[1] || !Liquidity.Missing[2];

    /// <summary>The derivatives half of Quality; null where no symbol has any of it.</summary>
    public Derivatives? Derivatives { get; }

    /// <summary>Whether any symbol has an event feed.</summary>
    public bool HasHeat { get; }

    /// <summary>Whether any symbol has sentiment.</summary>
    public bool HasSocial => _social is not null;

    /// <summary>The columns under a regime's horizon weights, in factor order; the sixth is there when somebody has sentiment.</summary>
    public IReadOnlyList<double[]> Columns(RegimeState state, MomentumOptions options)
    {
        var momentum = MomentumCore.Column(Symbols, options.For(state), options.AccelerationBoost);
        return _social is null ? [momentum, _technical, Volume.Mean, _quality, _catalyst] : [momentum, _technical, Volume.Mean, _quality, _catalyst, _social];
    }
}
