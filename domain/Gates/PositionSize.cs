namespace CryptoRun.Domain.Gates;

/// <summary>How much of the usual position a candidate may have: the product of its reductions.</summary>
/// <param name="Factor">In (0, 1]; 1 is the usual size.</param>
/// <param name="Reductions">Why it is less, in the order found; empty at 1.</param>
public sealed record PositionSize(double Factor, IReadOnlyList<SizeReduction> Reductions)
{
    /// <summary>The usual size.</summary>
    public static PositionSize Full { get; } = new(1, []);
}

/// <summary>One reason to hold less.</summary>
/// <param name="Factor">What the size is multiplied with, in (0, 1).</param>
/// <param name="Reason">In few words.</param>
public readonly record struct SizeReduction(double Factor, string Reason);

/// <summary>What the gates say of one symbol.</summary>
/// <param name="Gates">Results in <see cref="GateOrder"/>.</param>
/// <param name="Size">Share of the usual position.</param>
public sealed record GateJudgement(IReadOnlyList<GateResult> Gates, PositionSize Size);
