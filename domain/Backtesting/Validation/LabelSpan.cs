using System.Runtime.InteropServices;

namespace CryptoRun.Domain.Backtesting.Validation;

/// <summary>Time over which an observation's label is made, from its first instant to just before its end: any unit, for example ticks, hours or bars.</summary>
/// <param name="From">First instant.</param>
/// <param name="To">First instant that the label no longer knows, after <paramref name="From"/>.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct LabelSpan(long From, long To)
{
    /// <summary>Whether the two share time.</summary>
    public bool Overlaps(LabelSpan other) => From < other.To && other.From < To;

    internal static void Require(IReadOnlyList<LabelSpan> spans)
    {
        for (var i = 0; i < spans.Count; i++)
        {
            if (spans[i].To <= spans[i].From) throw new ArgumentException($"Span {i} ends at {spans[i].To}; allowed is after its start {spans[i].From}.");
            if (i > 0 && spans[i].From < spans[i - 1].From) throw new ArgumentException($"Span {i} starts at {spans[i].From}, before span {i - 1}; spans are in the order of their starts.");
        }
    }
}

/// <summary>Observations to learn from and to judge on, by index in order of time.</summary>
/// <param name="Train">Ascending.</param>
/// <param name="Test">Ascending; none is in <paramref name="Train"/>.</param>
public sealed record TrainTestSplit(IReadOnlyList<int> Train, IReadOnlyList<int> Test);
