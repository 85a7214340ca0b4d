namespace CryptoRun.Domain.Venues;

/// <summary>How well a venue has answered of late.</summary>
public enum VenueState
{
    /// <summary>Proceed.</summary>
    Green,

    /// <summary>Halve the position.</summary>
    Yellow,

    /// <summary>Avoid.</summary>
    Red,
}
