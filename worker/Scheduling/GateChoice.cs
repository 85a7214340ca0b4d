using System.Text.Json;
using System.Text.Json.Serialization;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Regimes;

namespace CryptoRun.Worker.Scheduling;

/// <summary>Limits of the entry gates that a job has for itself, by regime; what is not here is as configured (<c>Scan:Gates</c>). Names are those of <see cref="GateLimit"/>, camelCase.</summary>
public sealed record GateChoice
{
    private static readonly IReadOnlyDictionary<string, double> Nothing = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>All as configured.</summary>
    public static GateChoice None { get; } = new();

    /// <summary>In TrendingBull.</summary>
    public IReadOnlyDictionary<string, double> TrendingBull { get; init; } = Nothing;

    /// <summary>In Choppy.</summary>
    public IReadOnlyDictionary<string, double> Choppy { get; init; } = Nothing;

    /// <summary>In HighVolatility.</summary>
    public IReadOnlyDictionary<string, double> HighVolatility { get; init; } = Nothing;

    /// <summary>Whether all is as configured.</summary>
    [JsonIgnore]
    public bool IsNone => TrendingBull.Count == 0 && Choppy.Count == 0 && HighVolatility.Count == 0;

    /// <summary>A limit's name as it is written here.</summary>
    public static string Name(GateLimit limit)
    {
        ArgumentNullException.ThrowIfNull(limit);
        return JsonNamingPolicy.CamelCase.ConvertName(limit.Name);
    }

    /// <summary>A regime's name as it is written here.</summary>
    public static string Name(RegimeState regime) => JsonNamingPolicy.CamelCase.ConvertName(regime.ToString());

    /// <summary>The limits of a regime.</summary>
    public IReadOnlyDictionary<string, double> For(RegimeState regime) => regime switch
    {
        RegimeState.TrendingBull => TrendingBull,
        RegimeState.Choppy => Choppy,
        RegimeState.HighVolatility => HighVolatility,
        _ => throw new ArgumentOutOfRangeException(nameof(regime), regime, "Not a regime."),
    };

    /// <summary>What is in force with them.</summary>
    /// <param name="configured">What is configured.</param>
    public GateOptions Over(GateOptions configured)
    {
        ArgumentNullException.ThrowIfNull(configured);
        return Enum.GetValues<RegimeState>().Aggregate(configured, (options, regime) => options.With(
            regime, before => GateLimit.All.Aggregate(before, (limits, limit) => For(regime).TryGetValue(Name(limit), out var value) ? limit.With(limits, value) : limits)));
    }

    /// <inheritdoc />
    public bool Equals(GateChoice? other) => other is not null && Enum.GetValues<RegimeState>().All(r => For(r).Count == other.For(r).Count && For(r).All(l => other.For(r).TryGetValue(l.Key, out var value) && value.Equals(l.Value)));

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(TrendingBull.Count, Choppy.Count, HighVolatility.Count);
}
