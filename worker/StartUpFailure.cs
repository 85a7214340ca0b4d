using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Storage;
using Microsoft.Extensions.Options;

namespace CryptoRun.Worker;

/// <summary>What a person can do something about at start-up, in lines instead of a stack trace.</summary>
public static class StartUpFailure
{
    /// <summary>Exit code of wrong configuration.</summary>
    public const int BadUsage = 2;

    /// <summary>The lines to show, or null when the exception is none of these and its stack trace is wanted.</summary>
    /// <param name="exception">What start-up threw.</param>
    /// <param name="exitCode">2 for wrong configuration, else 1.</param>
    public static IReadOnlyList<string>? Explain(Exception exception, out int exitCode)
    {
        exitCode = exception is OptionsValidationException ? BadUsage : 1;
        return exception switch
        {
            OptionsValidationException options => [.. options.Failures.Select(OneLine)],
            StoreUnavailableException or CandleFileException => [OneLine(exception.Message)],
            AggregateException { InnerExceptions: [var only] } => Explain(only, out exitCode),
            _ => null,
        };
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
