using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;
using CryptoRun.Web.Explain;
using CryptoRun.Worker.Scanning;
using CryptoRun.Worker.Storage;
using NSubstitute;

namespace CryptoRun.Web.Tests.Explain;

public sealed class WhatIfRunsTests
{
    private static readonly ScanOptions InForce = new();

    [Fact]
    public async Task OptionsAsync_ScanWithLimitsOfItsJob_AreThoseOfTheScan()
    {
        var own = new GateOptions { Choppy = new GateThresholds { Composite = 60 } };
        var (runs, scans, scan) = Made(own);
        using (runs)
        {
            // Its hash tells that it was not made with what is in force; the others need not be read.
            var explanation = scan.Result.Candidates[0];
            (await runs.OptionsAsync(explanation, default)).ShouldBe(InForce);
            await scans.DidNotReceiveWithAnyArgs().FindAsync(default, default);

            var other = explanation with { Provenance = explanation.Provenance with { ParametersHash = (InForce with { Gates = own }).Hash() } };
            (await runs.OptionsAsync(other, default)).Gates.For(RegimeState.Choppy).Composite.ShouldBe(60);
        }
    }

    [Fact]
    public async Task OptionsAsync_ScanThatIsNoLongerKept_AreThoseInForce()
    {
        var (runs, scans, scan) = Made(null);
        using (runs)
        {
            var explanation = scan.Result.Candidates[0];
            scans.FindAsync(Arg.Any<string?>(), Arg.Any<CancellationToken>()).Returns((StoredScan?)null);
            (await runs.OptionsAsync(explanation with { Provenance = explanation.Provenance with { ParametersHash = "another" } }, default)).ShouldBe(InForce);
        }
    }

    private static (WhatIfRuns Runs, IScanStore Scans, StoredScan Scan) Made(GateOptions? gates)
    {
        var result = ScanFixture.Run();
        var scan = new StoredScan(result, "run1", "scan.hot", result.AsOf, "kraken", [], null) { Gates = gates };
        var scans = Substitute.For<IScanStore>();
        scans.FindAsync(result.ScanId, Arg.Any<CancellationToken>()).Returns(scan);
        return (new WhatIfRuns(scans, new ScanVerifier(scans, Substitute.For<ICandleStore>(), Substitute.For<IDerivativesStore>(), InForce), InForce), scans, scan);
    }
}
