using CryptoRun.Worker.Simulation;

namespace CryptoRun.Worker.Tests.Faults;

/// <summary>The faults of streams and of numbers, each at every venue that can have it.</summary>
public sealed class StreamFaultTests(FaultStages stages) : IClassFixture<FaultStages>
{
    [Theory]
    [InlineData(VenueFault.DropSockets)]
    [InlineData(VenueFault.Silence)]
    [InlineData(VenueFault.CorruptChecksums)]
    [InlineData(VenueFault.SkipSequence)]
    [InlineData(VenueFault.CutFrames)]
    [InlineData(VenueFault.WrongDecimals)]
    [InlineData(VenueFault.ClockSkew)]
    public Task Fault_AtEveryVenue_IsShownLivedWithAndHealed(VenueFault fault) => stages.RunAsync(fault);
}
