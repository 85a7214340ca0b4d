using System.CommandLine;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Storage;
using Microsoft.Extensions.Options;

namespace CryptoRun.Worker.Commands;

/// <summary>The command line: one file a verb, exit 0 done, 1 failed, 2 bad usage, an error in one line.</summary>
public static class CommandLine
{
    /// <summary>Runs it.</summary>
    /// <param name="args">Arguments. <c>Section:Key=value</c>, with or without <c>--</c>, is configuration and goes to every verb.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="errorIsTerminal">Whether a person watches the error stream.</param>
    /// <param name="cancellationToken">Ctrl-C.</param>
    /// <returns>Exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error, bool errorIsTerminal, CancellationToken cancellationToken)
    {
        var settings = args.Where(IsSetting).Select(a => a.TrimStart('-')).ToList();
        var parsed = Root(new Terminal(output, error, errorIsTerminal, settings)).Parse([.. args.Where(a => !IsSetting(a))]);
        if (parsed.Errors.Count > 0) return Fail(error, 2, parsed.Errors[0].Message);

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, cancellationToken);
        }
        catch (CommandException e)
        {
            return Fail(error, e.ExitCode, e.Message);
        }
        catch (OptionsValidationException e)
        {
            return Fail(error, 2, string.Join(' ', e.Failures));
        }
        catch (Exception e) when (e is CandleFileException or StoreUnavailableException)
        {
            return Fail(error, 1, e.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Fail(error, 1, "cancelled");
        }
    }

    private static RootCommand Root(Terminal terminal)
    {
        var root = new RootCommand("CryptoRun worker. Without a verb it serves: market, jobs and store, no browser.")
        {
            ScanCommand.Create(terminal),
            ScoreCommand.Create(terminal),
            RegimeCommand.Create(terminal),
            ExplainCommand.Create(terminal),
            BacktestCommand.Create(terminal),
            IndicatorsCommand.Create(),
            ImportCommand.Create(terminal),
            MigrateCommand.Create(terminal),
            AuditCommand.Create(terminal),
            SettingsCommand.Create(terminal),
            VenuesCommand.Create(terminal),
            FaultsCommand.Create(terminal),
        };
        root.SetAction((_, cancellationToken) => ServeCommand.RunAsync(terminal, cancellationToken));
        return root;
    }

    private static bool IsSetting(string argument)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && argument.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && colon < equals;
    }

    private static int Fail(TextWriter error, int exitCode, string message)
    {
        error.WriteLine(message.ReplaceLineEndings(" ").Trim());
        return exitCode;
    }
}
