using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Scheduling;

/// <summary>Copies what is logged on behalf of a run into its log.</summary>
internal sealed class RunLogProvider : ILoggerProvider
{
    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) => Copy.Instance;

    /// <inheritdoc />
    public void Dispose()
    {
        // Nothing is held.
    }

    private sealed class Copy : ILogger
    {
        public static Copy Instance { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Information and < LogLevel.None && RunLog.Current is not null;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            var text = exception is null ? formatter(state, exception) : $"{formatter(state, exception)}: {exception.GetType().Name}: {exception.Message}";
            RunLog.Current!.Add(logLevel switch { LogLevel.Information => "information", LogLevel.Warning => "warning", _ => "error" }, text);
        }
    }
}
