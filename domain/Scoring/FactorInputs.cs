using CryptoRun.Domain.Factors;

namespace CryptoRun.Domain.Scoring;

/// <summary>The raw inputs of a symbol's factors as records: value, unit, source, exchange time, age.</summary>
internal sealed class FactorInputs(FactorPanel panel, DateTimeOffset at)
{
    private static readonly string[] ReturnNames = [.. MomentumCore.Horizons.Select(hours => $"return{hours}h")];
    private static readonly string[] AtrNames = [.. MomentumCore.Horizons.Select(hours => $"atr{hours}h")];

    /// <summary>The inputs of one factor.</summary>
    public IReadOnlyList<FactorInput> Of(Factor factor, int i)
    {
        var symbol = panel.Symbols[i];
        var hourly = new Stamp(symbol.Closed.Venue, symbol.Closed.End, at);
        var aligned = new Stamp(symbol.Closed.Venue, symbol.BarsEnd, at);
        return factor switch
        {
            Factor.Momentum => Momentum(symbol.Momentum, hourly),
            Factor.Technical => Technical(symbol.Technical, aligned),
            Factor.Volume => Volume(symbol.Volume, i, hourly),
            Factor.Quality => Quality(symbol.Quality, i, hourly),
            Factor.Catalyst => Catalyst(symbol.Catalyst, aligned),
            _ => Social(symbol.Social),
        };
    }

    private static FactorInput[] Momentum(MomentumMeasure momentum, Stamp stamp)
    {
        var horizons = momentum.HasLongest ? MomentumCore.Horizons.Count : MomentumCore.Horizons.Count - 1;
        var inputs = new FactorInput[(2 * horizons) + 1];
        for (var h = 0; h < horizons; h++)
        {
            inputs[2 * h] = stamp.Input(ReturnNames[h], momentum.Returns[h], "fraction", momentum.Z[h]);
            inputs[(2 * h) + 1] = stamp.Input(AtrNames[h], momentum.AtrFractions[h], "fraction");
        }

        inputs[^1] = stamp.Input("acceleration", momentum.Acceleration, "z");
        return inputs;
    }

    private static FactorInput[] Technical(TechnicalMeasure technical, Stamp stamp) =>
    [
        stamp.Input("rsi14", technical.Rsi, "index"),
        stamp.Input("macdHistogram", technical.MacdHistogram, "usd"),
        stamp.Input("atr14", technical.Atr, "usd"),
        stamp.Input("adx14", technical.Adx, "index"),
        stamp.Input("plusDi14", technical.PlusDi, "index"),
        stamp.Input("minusDi14", technical.MinusDi, "index"),
    ];

    private FactorInput[] Volume(VolumeMeasure volume, int i, Stamp stamp) =>
    [
        stamp.Input("rvol", volume.RelativeVolume, "ratio", panel.Volume.Z[0][i]),
        stamp.Input("vadr", volume.Vadr, "ratio", panel.Volume.Z[1][i]),
        stamp.Input("cmf24h", volume.MoneyFlow, "ratio", panel.Volume.Z[2][i]),
    ];

    private FactorInput[] Quality(QualityMeasure quality, int i, Stamp stamp)
    {
        var hasDerivatives = panel.Derivatives is not null && quality.Derivatives.IsListed;
        if (quality.Book is null && !hasDerivatives) return [stamp.Input("advUsd", quality.AdvUsd, "usd", panel.Liquidity.Z[0][i])];

        List<FactorInput> inputs = [stamp.Input("advUsd", quality.AdvUsd, "usd", panel.Liquidity.Z[0][i])];
        if (quality.Book is { } book)
        {
            var native = new Stamp(book.Venue, book.Time, at);
            inputs.Add(native.Input("spreadBps", quality.SpreadBps, "bps", panel.Liquidity.Z[1][i]));
            inputs.Add(native.Input("depthUsd", quality.DepthUsd, "usd", panel.Liquidity.Z[2][i]));
        }

        if (hasDerivatives) DerivativesInputs.Add(inputs, quality.Derivatives, panel.Derivatives!, i, at);
        return [.. inputs];
    }

    private FactorInput[] Catalyst(CatalystMeasure catalyst, Stamp stamp)
    {
        FactorInput[] candles = [stamp.Input("bollingerWidth", catalyst.BollingerWidth, "ratio"), stamp.Input("compression", catalyst.Compression, "rank")];
        if (!panel.HasHeat) return candles;

        List<FactorInput> inputs = [.. candles];
        DateTimeOffset? oldest = null;
        foreach (var (known, heat) in catalyst.Heat.Events)
        {
            inputs.Add(new Stamp($"{known.Source}: {known.Title}", known.KnownAt, at).Input("eventHeat", heat, "ratio"));
            if (oldest is null || known.KnownAt < oldest) oldest = known.KnownAt;
        }

        inputs.Add(new Stamp(Stamp.Computed, oldest, at).Input("heat", catalyst.Heat.Heat, "ratio"));
        return [.. inputs];
    }

    private FactorInput[] Social(SocialMeasure social) =>
        social.Reading is { } reading ? [new Stamp(reading.Source, reading.Time, at).Input("sentiment", social.Value, "ratio")] : [];
}
