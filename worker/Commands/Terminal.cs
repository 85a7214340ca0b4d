using System.Text.Json;
using CryptoRun.Worker.Documents;

namespace CryptoRun.Worker.Commands;

/// <summary>Where a verb writes: results to output and nothing else there, everything for people's eyes to error.</summary>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="ErrorIsTerminal">Whether a person watches the error stream: only then there is a progress line.</param>
/// <param name="Settings">Configuration from the command line, <c>Market:Source=Replay</c>.</param>
internal sealed record Terminal(TextWriter Output, TextWriter Error, bool ErrorIsTerminal, IReadOnlyList<string> Settings)
{
    /// <summary>Writes the one JSON document of a verb.</summary>
    public void WriteJson<T>(T document) => Output.WriteLine(JsonSerializer.Serialize(document, Json.Options));

    /// <summary>Writes a note for people.</summary>
    public void Note(string line) => Error.WriteLine(line);
}

/// <summary>A verb that ends early: one line for the person, and the exit code.</summary>
internal sealed class CommandException : Exception
{
    /// <summary>Creates one.</summary>
    public CommandException()
    {
    }

    /// <summary>A failure, exit code 1.</summary>
    public CommandException(string message)
        : base(message)
    {
    }

    /// <summary>A failure with its cause, exit code 1.</summary>
    public CommandException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Exit code: 1 failed, 2 bad usage.</summary>
    public int ExitCode { get; init; } = 1;

    /// <summary>Bad usage, exit code 2.</summary>
    public static CommandException Usage(string message) => new(message) { ExitCode = 2 };
}
