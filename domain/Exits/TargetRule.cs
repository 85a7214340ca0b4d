using CryptoRun.Domain.Gates;

namespace CryptoRun.Domain.Exits;

/// <summary>Profit targets: 15 % takes half, once; 30 % takes all that is left.</summary>
internal static class TargetRule
{
    public static ExitCheck Of(HeldPosition position, ExitReading reading, ExitOptions options)
    {
        var gain = (reading.Price - position.EntryPrice) / position.EntryPrice;
        var isAll = position.HasTakenHalf || gain >= options.FullTarget;
        var target = isAll ? options.FullTarget : options.HalfTarget;
        var (text, limit) = Figure.Apart(gain, target, Figure.WritePercent);
        return Checked.AtLeast(ExitRule.ProfitTarget, gain, target, "fraction", $"gain {text}, {(isAll ? "all" : "half")} at {limit}");
    }
}
