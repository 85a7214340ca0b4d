namespace CryptoRun.Domain.Premove;

/// <summary>State and verdict of a coin.</summary>
/// <param name="State">Null without a score.</param>
/// <param name="StateSentence">Why.</param>
/// <param name="StateHint">What would have to change for the next state.</param>
/// <param name="Verdict">Verdict.</param>
/// <param name="VerdictSentence">Why.</param>
/// <param name="VerdictHint">What would have to change for a better one, or what would lose it.</param>
public sealed record Judgement(PremoveState? State, string StateSentence, string StateHint, PremoveVerdict Verdict, string VerdictSentence, string VerdictHint);

/// <summary>How coiled a coin looks, by score alone.</summary>
public enum PremoveState
{
    /// <summary>Under 60.</summary>
    Quiet,

    /// <summary>60 to under 75.</summary>
    Watch,

    /// <summary>75 to under 85.</summary>
    Prepare,

    /// <summary>85 and more.</summary>
    Prime,
}

/// <summary>What the detector makes of it.</summary>
public enum PremoveVerdict
{
    /// <summary>Prime, confirmed, and CVD is significant.</summary>
    Strong,

    /// <summary>Prepare or better and confirmed; or 90 and more without confirmation, which is an alert only.</summary>
    Moderate,

    /// <summary>Anything else.</summary>
    Weak,

    /// <summary>A live feed is stale, a gate fails, or there is no score.</summary>
    Blocked,
}
