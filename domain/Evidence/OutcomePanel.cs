using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Evidence;

/// <summary>The scans whose horizon has passed, with what each symbol did, oldest first. Later data join it at the end and change nothing that is in it.</summary>
/// <param name="Hours">Horizon.</param>
/// <param name="Scans">Scans with enough outcomes.</param>
/// <param name="Days">UTC days that have a scan: the units of the bootstrap.</param>
internal sealed record OutcomePanel(int Hours, IReadOnlyList<PanelScan> Scans, int Days)
{
    /// <summary>Joins scans and candles.</summary>
    public static OutcomePanel Of(IReadOnlyList<EvidenceScan> scans, Func<string, CandleSeries?> candles, int hours, DateTimeOffset now, EvidenceOptions options)
    {
        var matured = new List<PanelScan>();
        var day = -1;
        DateTime? date = null;
        foreach (var scan in scans)
        {
            options.Stop.ThrowIfCancellationRequested();
            double[] returns = [.. scan.Scores.Select(score => (candles(score.Symbol) is { } series ? ForwardReturn.Of(series, scan.At, hours, now) : null) ?? double.NaN)];
            var (sum, known) = (0.0, 0);
            foreach (var value in returns)
            {
                if (double.IsNaN(value)) continue;
                sum += value;
                known++;
            }

            if (known < options.FewestSymbols) continue;
            if (scan.At.UtcDateTime.Date != date) (day, date) = (day + 1, scan.At.UtcDateTime.Date);
            matured.Add(new PanelScan(scan, day, returns, known, sum / known));
        }

        return new OutcomePanel(hours, matured, day + 1);
    }

    /// <summary>The scans of some kind. Days keep their numbers: a day without any is an empty unit.</summary>
    public OutcomePanel Where(Func<EvidenceScan, bool> kind) => this with { Scans = [.. Scans.Where(s => kind(s.Scan))] };

    /// <summary>Days that have a scan of this panel.</summary>
    public int DaysWithScans => Scans.Select(s => s.Day).Distinct().Count();
}

/// <summary>A scan and what came after it.</summary>
/// <param name="Scan">The scan.</param>
/// <param name="Day">Number of its day.</param>
/// <param name="Returns">By symbol, in the scan's order; NaN where not known.</param>
/// <param name="Known">Number of known ones.</param>
/// <param name="Universe">Their mean.</param>
internal sealed record PanelScan(EvidenceScan Scan, int Day, double[] Returns, int Known, double Universe)
{
    private int[]? _byScore;
    private int[]? _byPlain;

    /// <summary>Symbols with an outcome and a value of the signal, lowest value first, equal ones by name. Every group and pick asks for the two that are kept.</summary>
    public int[] OrderedBy(Signal signal) => signal switch
    {
        Signal.Score => _byScore ??= Ordered(signal),
        Signal.PlainMomentum24h => _byPlain ??= Ordered(signal),
        _ => Ordered(signal),
    };

    /// <summary>Symbols with an outcome and a value of the signal, in the scan's order.</summary>
    public int[] Having(Signal signal) => [.. Enumerable.Range(0, Returns.Length).Where(i => !double.IsNaN(Returns[i]) && Scan.Scores[i][signal] is { } value && double.IsFinite(value))];

    private int[] Ordered(Signal signal)
    {
        var order = Having(signal);
        Array.Sort(Array.ConvertAll(order, i => Scan.Scores[i][signal]!.Value), order);
        for (var from = 0; from < order.Length;)
        {
            var to = from + 1;
            while (to < order.Length && Scan.Scores[order[to]][signal] == Scan.Scores[order[from]][signal]) to++;
            if (to > from + 1) Array.Sort(order, from, to - from, Comparer<int>.Create((a, b) => string.CompareOrdinal(Scan.Scores[b].Symbol, Scan.Scores[a].Symbol)));
            from = to;
        }

        return order;
    }
}
