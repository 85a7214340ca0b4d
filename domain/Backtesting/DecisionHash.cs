using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Scanning;

namespace CryptoRun.Domain.Backtesting;

/// <summary>SHA-256 over what a scan decided: inputs, scores, verdicts and gates. Two scans that differ anywhere that counts have different ones.</summary>
internal static class DecisionHash
{
    public static string Of(ScanResult scan)
    {
        using var bytes = new CanonicalBytes();
        InputHash.Text(bytes, scan.InputHash);
        InputHash.Text(bytes, scan.Regime.State.ToString());
        foreach (var candidate in scan.Candidates)
        {
            InputHash.Text(bytes, candidate.Symbol);
            InputHash.Number(bytes, candidate.Final);
            InputHash.Number(bytes, candidate.Composite);
            InputHash.Number(bytes, (long)candidate.Verdict);
            foreach (var factor in candidate.Factors) InputHash.Number(bytes, factor.Score);
            foreach (var gate in candidate.Gates)
            {
                InputHash.Number(bytes, (long)gate.Outcome);
                InputHash.Number(bytes, gate.Actual ?? -1.0);
                InputHash.Number(bytes, gate.Threshold ?? -1.0);
            }
        }

        foreach (var excluded in scan.Universe.Excluded)
        {
            InputHash.Text(bytes, excluded.Symbol);
            InputHash.Text(bytes, excluded.Reason);
        }

        return Convert.ToHexStringLower(bytes.Sha256());
    }
}
