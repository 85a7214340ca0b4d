namespace CryptoRun.Domain.Factors;

/// <summary>Parameters of <see cref="Catalyst"/>.</summary>
public sealed record CatalystOptions
{
    /// <summary>Hours that an event counts on after it has happened, 0 to 168. The default is how long the moves that the scanner looks for last.</summary>
    public int PastHours { get; init; } = 48;
}
