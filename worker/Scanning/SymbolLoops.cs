using System.Runtime.ExceptionServices;
using CryptoRun.Domain.Scanning;

namespace CryptoRun.Worker.Scanning;

/// <summary>How the program runs a scan's work for each symbol.</summary>
internal static class SymbolLoops
{
    /// <summary>On every core. What went wrong for a symbol is thrown as it was, not wrapped.</summary>
    public static SymbolLoop AllCores { get; } = (count, each) =>
    {
        try
        {
            Parallel.For(0, count, each);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    };
}
