using CryptoRun.Domain.Regimes;

namespace CryptoRun.Benchmarks.Study;

/// <summary>Counts detections and remembers the changes.</summary>
internal sealed class RegimeTally
{
    private readonly List<RegimeRecord> _changes = [];
    private readonly Dictionary<RegimeState, int> _detections = [];

    public void Add(RegimeRecord record)
    {
        _detections[record.State] = _detections.GetValueOrDefault(record.State) + 1;
        if (_changes.Count == 0 || _changes[^1].State != record.State) _changes.Add(record);
    }

    public void Write(TextWriter output)
    {
        var all = (double)_detections.Values.Sum();
        output.WriteLine();
        output.WriteLine($"Regime: {_changes.Count - 1} changes in {all} detections; {string.Join(", ", _detections.OrderBy(d => d.Key).Select(d => $"{d.Key} {d.Value / all:P1}"))}");
        foreach (var change in _changes) output.WriteLine($"  {change.At:yyyy-MM-dd HH:mm} {change.State,-15} {change.Confidence:0.00}  {change.Reason}");
    }
}
