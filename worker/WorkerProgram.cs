namespace CryptoRun.Worker;

/// <summary>Entry point of the stand-alone worker and of the command line.</summary>
public static class WorkerProgram
{
    /// <summary>Runs a verb; without one, prints what there is.</summary>
    public static int Main() => 2;
}
