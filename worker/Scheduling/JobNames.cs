namespace CryptoRun.Worker.Scheduling;

/// <summary>Names of the jobs and of what starts them, as they are stored and shown.</summary>
public static class JobNames
{
    /// <summary>Scans the universe.</summary>
    public const string Scan = "scan.hot";

    /// <summary>Detects the regime.</summary>
    public const string Regime = "regime.detect";

    /// <summary>Looks for coins that are coiled before a move.</summary>
    public const string Premove = "premove.sweep";

    /// <summary>Judges the venues.</summary>
    public const string Health = "providers.health";

    /// <summary>Asks REST for hours that are missing.</summary>
    public const string Backfill = "data.backfill";

    /// <summary>Forgets what is too old.</summary>
    public const string Retention = "data.retention";

    /// <summary>Writes down what stored scans were worth.</summary>
    public const string Evidence = "evidence.nightly";

    /// <summary>Trigger: the schedule.</summary>
    public const string BySchedule = "schedule";

    /// <summary>Trigger: the program started.</summary>
    public const string AtStartUp = "start-up";

    /// <summary>Trigger: an attempt before did not succeed.</summary>
    public const string ByRetry = "retry";

    /// <summary>Trigger: the process of the attempt before died.</summary>
    public const string ByTakeOver = "take-over";

    /// <summary>Trigger: somebody asked.</summary>
    public const string ByCommand = "command";
}
