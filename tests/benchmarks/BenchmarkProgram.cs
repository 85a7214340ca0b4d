using BenchmarkDotNet.Running;

namespace CryptoRun.Benchmarks;

/// <summary>Runs benchmarks chosen on the command line, for example <c>--filter *Regime*</c>.</summary>
internal static class BenchmarkProgram
{
    // In this process: the project that BenchmarkDotNet would generate lacks our framework reference and does not restore.
    private const string InProcess = "--inProcess";

    private static void Main(string[] args) =>
        BenchmarkSwitcher.FromAssembly(typeof(BenchmarkProgram).Assembly).Run([.. args.Where(a => a != InProcess), InProcess]);
}
