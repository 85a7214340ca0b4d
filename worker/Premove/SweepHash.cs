using System.Security.Cryptography;
using System.Text.Json;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Premove;
using CryptoRun.Worker.Documents;

namespace CryptoRun.Worker.Premove;

/// <summary>SHA-256 (FIPS 180-4) over what a sweep was given, in one canonical order: equal inputs have equal hashes, whatever order they came in.</summary>
internal static class SweepHash
{
    /// <summary>Hash of the inputs, lower-case hex.</summary>
    /// <param name="input">Inputs.</param>
    /// <param name="options">Parameters: they say how far candles are looked at.</param>
    public static string Of(PremoveInput input, PremoveOptions options)
    {
        var hours = options.Portfolio.CorrelationHours + 1;
        return Hash(new
        {
            input.At,
            input.Regime,
            Coins = input.Coins.OrderBy(static c => c.Symbol, StringComparer.Ordinal).Select(c => new
            {
                c.Symbol,
                AdvUsd = double.IsFinite(c.AdvUsd) ? c.AdvUsd : (double?)null,
                c.Sector,
                c.Weight,
                c.FailedGates,
                Readings = new[]
                {
                    c.FundingZ, c.OpenInterestResidualUsd, c.OpenInterestChange24h, c.EtfFlowShare, c.ReservesChange7d, c.WithdrawalsUsd24h, c.StakingInflowUsd24h, c.WhaleComposite,
                    c.DepthImbalanceZ, c.SpreadCompressionZ, c.Heat, c.BollingerWidthPercentile,
                },
                c.LargePrints,
                CvdStamp = c.Cvd?.Stamp,
                CvdBars = c.Cvd?.Bars.OrderBy(static b => b.OpenTime).Select(static b => new[] { b.OpenTime.UtcTicks, b.DeltaUsd, b.PriceChange, b.VolumeUsd }),
                Candles = Closes(c.Candles, hours),
            }),
            Alerts = input.Alerts.OrderBy(static a => a.Time).ThenBy(static a => a.Symbol, StringComparer.Ordinal),
            Positions = input.Positions.OrderBy(static p => p.Symbol, StringComparer.Ordinal).Select(p => new { p.Symbol, p.Sector, p.Weight, Candles = Closes(p.Candles, hours) }),
            Bitcoin = Closes(input.Bitcoin, hours),
        });
    }

    /// <summary>Hash of the parameters, lower-case hex.</summary>
    public static string OfParameters(PremoveOptions options) => Hash(options);

    private static object? Closes(CandleSeries? series, int hours)
    {
        if (series is null) return null;
        var last = series.Last(hours);
        return new { last.End, Close = last.Close.ToArray(), Filled = last.Filled.ToArray() };
    }

    private static string Hash<T>(T value) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(value, Json.Options)));
}
