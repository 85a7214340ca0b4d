using CryptoRun.Domain.Venues;

namespace CryptoRun.Domain.Gates;

/// <summary>How much of the usual position a candidate may have: the product of its reductions.</summary>
/// <param name="Factor">In (0, 1]; 1 is the usual size.</param>
/// <param name="Reductions">Why it is less, in the order found; empty at 1.</param>
public sealed record PositionSize(double Factor, IReadOnlyList<SizeReduction> Reductions)
{
    private const double Half = 0.5;

    /// <summary>The usual size.</summary>
    public static PositionSize Full { get; } = new(1, []);

    /// <summary>Halved for want of a perpetual, for a single usable venue, and for a yellow one; a feed that is not connected halves nothing.</summary>
    internal static PositionSize Of(FundingReading? funding, BestBook? best)
    {
        var reductions = new List<SizeReduction>(3);
        if (funding is { HasPerpetual: false }) reductions.Add(new(Half, "no perpetual"));
        if (best is { Best.Book.Venue: var only, Usable: 1 }) reductions.Add(new(Half, $"one venue only: {only}"));
        if (best?.Best is { Health: VenueState.Yellow, Book.Venue: var yellow }) reductions.Add(new(Half, $"{yellow} is yellow"));
        return reductions.Count == 0 ? Full : new(Math.Pow(Half, reductions.Count), reductions);
    }
}

/// <summary>One reason to hold less.</summary>
/// <param name="Factor">What the size is multiplied with, in (0, 1).</param>
/// <param name="Reason">In few words.</param>
public readonly record struct SizeReduction(double Factor, string Reason);

/// <summary>What the gates say of one symbol.</summary>
/// <param name="Gates">Results in <see cref="GateOrder"/>: eleven hard ones, then the soft ones.</param>
/// <param name="Size">Share of the usual position.</param>
public sealed record GateJudgement(IReadOnlyList<GateResult> Gates, PositionSize Size);
