using BenchmarkDotNet.Running;

namespace CryptoRun.Benchmarks;

/// <summary>Runs benchmarks chosen on the command line, for example <c>--filter *Regime*</c>.</summary>
internal static class BenchmarkProgram
{
    private static void Main(string[] args) => BenchmarkSwitcher.FromAssembly(typeof(BenchmarkProgram).Assembly).Run(args);
}
