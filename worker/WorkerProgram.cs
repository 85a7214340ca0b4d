using CryptoRun.Worker.Commands;

namespace CryptoRun.Worker;

/// <summary>Entry point of the stand-alone worker and of the command line.</summary>
public static class WorkerProgram
{
    /// <summary>Runs a verb; without one, serves.</summary>
    public static async Task<int> Main(string[] args)
    {
        using var ctrlC = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            // The first asks to stop, the second ends the process.
            pressed.Cancel = !ctrlC.IsCancellationRequested;
            ctrlC.Cancel();
        };
        return await CommandLine.RunAsync(args, Console.Out, Console.Error, !Console.IsErrorRedirected, ctrlC.Token);
    }
}
