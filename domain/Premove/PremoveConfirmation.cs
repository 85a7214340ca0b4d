namespace CryptoRun.Domain.Premove;

/// <summary>The 2-of-3 confirmation.</summary>
/// <param name="IsConfirmed">At least two of the three, and volume where the regime demands it.</param>
/// <param name="Met">How many of the three are met.</param>
/// <param name="Conditions">A <c>funding</c>, B <c>whales</c>, C <c>supplySqueeze</c>, then <c>volume</c>.</param>
/// <param name="SqueezeParts">The four parts of C.</param>
/// <param name="RankPoints">A 3.0, B 2.0, C 1.0, volume 0.5: rank among the confirmed.</param>
/// <param name="Sentence">One sentence.</param>
/// <param name="Hint">What would have to change.</param>
public sealed record PremoveConfirmation(
    bool IsConfirmed, int Met, IReadOnlyList<Condition> Conditions, IReadOnlyList<SqueezePart> SqueezeParts, double RankPoints, string Sentence, string Hint);

/// <summary>A condition with its number.</summary>
/// <param name="Id"><c>funding</c>, <c>whales</c>, <c>supplySqueeze</c>, <c>volume</c>.</param>
/// <param name="IsMet">Whether it is met; without a feed it is not.</param>
/// <param name="Actual">Measured value; null without a feed.</param>
/// <param name="Threshold">Least value.</param>
/// <param name="Margin">Actual - threshold; null without a feed.</param>
/// <param name="Unit"><c>z</c>, <c>composite</c>, <c>squeeze</c>, <c>percentile</c>.</param>
/// <param name="IsRequired">Whether it must be met by itself: volume in HighVolatility.</param>
/// <param name="Sentence">One sentence.</param>
/// <param name="Hint">What would have to change.</param>
public sealed record Condition(string Id, bool IsMet, double? Actual, double Threshold, double? Margin, string Unit, bool IsRequired, string Sentence, string Hint);

/// <summary>A part of the supply squeeze.</summary>
/// <param name="Id"><c>reserves</c>, <c>withdrawals</c>, <c>staking</c>, <c>openInterest</c>.</param>
/// <param name="IsMet">Whether it counts; without a feed it does not.</param>
/// <param name="Weight">What it adds to the squeeze.</param>
/// <param name="Actual">Measured value; null without a feed.</param>
/// <param name="Threshold">Limit: reserves at most this, the others at least.</param>
/// <param name="Unit"><c>fraction</c> or <c>usd</c>.</param>
/// <param name="Sentence">One sentence.</param>
public sealed record SqueezePart(string Id, bool IsMet, double Weight, double? Actual, double Threshold, string Unit, string Sentence);
