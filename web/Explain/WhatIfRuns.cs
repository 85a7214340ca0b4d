using CryptoRun.Domain.Scanning;
using CryptoRun.Domain.Scoring;
using CryptoRun.Worker.Scanning;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Web.Explain;

/// <summary>
/// Runs stored scans with other weights and limits, one at a time, and stores nothing. The inputs of the scan asked for last are shared by the pages that hold them, and forgotten with the last of these pages.
/// </summary>
/// <param name="scans">Scans.</param>
/// <param name="inputs">Reads back what a scan was given.</param>
/// <param name="options">Parameters in force.</param>
public sealed class WhatIfRuns(IScanStore scans, ScanVerifier inputs, ScanOptions options) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private readonly Lazy<string> _hash = new(options.Hash);
    private readonly WeakReference<WhatIfBase?> _last = new(null);

    /// <summary>The parameters of the scan that an explanation is of: those in force, with the limits of the gates that its job had for itself.</summary>
    public async Task<ScanOptions> OptionsAsync(ScoreExplanation explanation, CancellationToken cancellationToken) =>
        string.Equals(explanation.Provenance.ParametersHash, _hash.Value, StringComparison.Ordinal) || await scans.FindAsync(explanation.ScanId, cancellationToken) is not { } scan ? options : inputs.OptionsOf(scan);

    /// <summary>A stored scan run again as it was; null when it is no longer kept whole.</summary>
    public async Task<WhatIfBase?> BaseAsync(string scanId, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_last.TryGetTarget(out var last) && string.Equals(last.ScanId, scanId, StringComparison.Ordinal)) return last;
            if (await scans.FindAsync(scanId, cancellationToken) is not { } scan) return null;
            var input = await inputs.InputAsync(scan, cancellationToken);
            var given = inputs.OptionsOf(scan);
            last = new WhatIfBase(scanId, input, given, await Task.Run(() => Scan.Run(input, given), cancellationToken));
            _last.SetTarget(last);
            return last;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The scan with other weights and limits.</summary>
    /// <exception cref="ArgumentException">A value out of its range.</exception>
    public async Task<ScanResult> RunAsync(WhatIfBase scan, WhatIf asked, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => asked.Run(scan.Input, scan.Options), cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _one.Dispose();
}

/// <summary>A stored scan's inputs and what they give with the parameters in force.</summary>
/// <param name="ScanId">Scan.</param>
/// <param name="Input">What it was given.</param>
/// <param name="Options">Parameters in force, with the limits of the gates that its job had for itself.</param>
/// <param name="Result">What comes out of it now: the stored result, unless parameters have changed since.</param>
public sealed record WhatIfBase(string ScanId, ScanInput Input, ScanOptions Options, ScanResult Result);
