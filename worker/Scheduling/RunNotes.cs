namespace CryptoRun.Worker.Scheduling;

/// <summary>A run at work: what it is for, and what it leaves in its row.</summary>
/// <param name="runId">The run.</param>
/// <param name="slot">What it is for.</param>
internal sealed class RunNotes(string runId, JobSlot slot)
{
    /// <summary>The run; also the correlation id of its log lines.</summary>
    public string RunId { get; } = runId;

    /// <summary>What it is for.</summary>
    public JobSlot Slot { get; } = slot;

    /// <summary>Which coins it may look at.</summary>
    public UniverseChoice Universe { get; init; } = UniverseChoice.All;

    /// <summary>Whose books and perpetuals it reads.</summary>
    public VenueChoice Venues { get; init; } = VenueChoice.Every;

    /// <summary>Limits of the gates that differ from what is configured.</summary>
    public GateChoice Gates { get; init; } = GateChoice.None;

    /// <summary>Figures of the row.</summary>
    public Dictionary<string, long> Counts { get; } = new(StringComparer.Ordinal);

    /// <summary>What went on in spite of something.</summary>
    public List<string> Warnings { get; } = [];
}
