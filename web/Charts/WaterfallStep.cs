namespace CryptoRun.Web.Charts;

/// <summary>One row of a waterfall.</summary>
/// <param name="Name">Step.</param>
/// <param name="Note">Two or three words beside the name.</param>
/// <param name="From">Level before.</param>
/// <param name="To">Level after; a total has no change and marks its level.</param>
/// <param name="IsTotal">Whether the row marks a level.</param>
/// <param name="Score">Figure of the score column, null for none.</param>
/// <param name="Weight">Figure of the weight column, null for none.</param>
/// <param name="Points">Figure of the last column.</param>
/// <param name="Colour">Class of the bar and the swatch, null for none.</param>
public sealed record WaterfallStep(string Name, string Note, double From, double To, bool IsTotal, string? Score, string? Weight, string Points, string? Colour);

/// <summary>The scale that a waterfall's levels lie on: whole tens, a little air on both sides.</summary>
public sealed class WaterfallScale
{
    private readonly double _low;
    private readonly double _span;
    private readonly List<double> _ticks = [];

    /// <summary>Scale that holds every level and the gate.</summary>
    public WaterfallScale(IReadOnlyList<WaterfallStep> steps, double gate)
    {
        var levels = steps.SelectMany(s => new[] { s.From, s.To }).Append(gate).ToList();
        _low = (Math.Floor((levels.Min() - 1) / 10) * 10) + 5;
        if (_low > levels.Min() - 1) _low -= 10;
        var high = (Math.Ceiling((levels.Max() + 1) / 10) * 10) + 5;
        if (high - 10 >= levels.Max() + 1) high -= 10;
        _span = high - _low;
        for (var tick = Math.Ceiling(_low / 10) * 10; tick < high; tick += 10) _ticks.Add(tick);
    }

    /// <summary>Whole tens inside the scale.</summary>
    public IReadOnlyList<double> Ticks => _ticks;

    /// <summary>Place of a level in per cent of the width.</summary>
    public double At(double level) => (level - _low) / _span * 100;
}
