using System.Globalization;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Regimes;
using CryptoRun.Worker.Live;

namespace CryptoRun.Worker.Alerts;

/// <summary>What rules see of a scan's board.</summary>
public static class BoardSights
{
    /// <summary>A rule's coins.</summary>
    public static AlertSight OfRows(AlertRule rule, BoardSnapshot board)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(board);
        var isRegime = rule.Filter.Regime is not { } regime || board.Regime.State == regime;
        return new AlertSight(
            board.AsOf, board.ScanId, board.ScanId,
            [.. board.Candidates.Select(row => isRegime && rule.Filter.Passes(row)
                ? new Sighting(row.Symbol, true, Entered(rule, row), Href(row.Symbol, board.ScanId))
                : new Sighting(row.Symbol, false, Left(rule, row, isRegime ? null : board.Regime.State), Href(row.Symbol, board.ScanId)))],
            symbol => new Sighting(symbol, false, Gone(symbol, board), "/"));
    }

    /// <summary>The regime: its states, of which one is in force.</summary>
    public static AlertSight OfRegime(AlertRule rule, BoardSnapshot board)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(board);
        var states = Enum.GetValues<RegimeState>().Where(s => rule.Filter.Regime is null || rule.Filter.Regime == s);
        return new AlertSight(
            board.AsOf, board.ScanId, board.ScanId,
            [.. states.Select(s => s == board.Regime.State
                ? new Sighting($"{s}", true, $"is the regime now, confidence {board.Regime.Confidence.ToString("0.00", CultureInfo.InvariantCulture)}", "/regime")
                : new Sighting($"{s}", false, $"is no longer the regime; it is {board.Regime.State.Words()}", "/regime"))],
            static state => new Sighting(state, false, "is no longer the regime", "/regime"));
    }

    private static string Entered(AlertRule rule, BoardRow row) => rule.Filter.Verdict == Verdict.Candidate ? $"became candidate, {Score(row)}" : $"passes {rule.Name}, {Word(row.Verdict)}, {Score(row)}";

    private static string Left(AlertRule rule, BoardRow row, RegimeState? regime)
    {
        var why = regime is { } state ? $"; the regime is {state.Words()}"
            : rule.Filter.MinScore is { } least && row.Final < least ? $" < {least.ToString("0.0", CultureInfo.InvariantCulture)}"
            : row.Gates.FirstFailedText is { } failed ? $"; {failed}" : "";
        return rule.Filter.Verdict == Verdict.Candidate ? $"no longer candidate, {Score(row)}{why}" : $"no longer passes {rule.Name}, {Word(row.Verdict)}, {Score(row)}{why}";
    }

    private static string Gone(string symbol, BoardSnapshot board) =>
        board.Universe.Excluded.FirstOrDefault(e => string.Equals(e.Symbol, symbol, StringComparison.Ordinal)) is { } excluded ? $"left the board: {excluded.Reason}, {excluded.Detail}" : "left the board";

    private static string Score(BoardRow row) => row.Final.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Word(Verdict verdict) => verdict.ToString().ToLowerInvariant();

    private static string Href(string symbol, string scanId) => $"/explain/{Uri.EscapeDataString(symbol)}?scanId={Uri.EscapeDataString(scanId)}";
}
