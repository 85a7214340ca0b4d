namespace CryptoRun.Domain.Scanning;

/// <summary>Tells the receiver how far a scan is: the begin of each stage, every tenth symbol, and the last.</summary>
internal sealed class ProgressReport(ScanProgress? receiver)
{
    private const int Every = 10;

    public void Begin(ScanStage stage, int total) => receiver?.Invoke(stage, 0, total, null);

    public void End(ScanStage stage, int total) => receiver?.Invoke(stage, total, total, null);

    public void Symbol(ScanStage stage, int done, int total, string symbol)
    {
        if (done % Every == 0 || done == total) receiver?.Invoke(stage, done, total, symbol);
    }
}
