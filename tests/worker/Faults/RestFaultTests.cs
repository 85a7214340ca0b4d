using CryptoRun.Worker.Simulation;

namespace CryptoRun.Worker.Tests.Faults;

/// <summary>The faults of REST, each at every venue: the scan goes on with the others, the user is told, the venue comes back by itself, and no number that is not right reaches a gate.</summary>
public sealed class RestFaultTests(FaultStages stages) : IClassFixture<FaultStages>
{
    [Theory]
    [InlineData(VenueFault.TooManyRequests)]
    [InlineData(VenueFault.LimitCode)]
    [InlineData(VenueFault.ServerError)]
    [InlineData(VenueFault.Slow)]
    [InlineData(VenueFault.Hang)]
    [InlineData(VenueFault.WrongJson)]
    public Task Fault_AtEveryVenue_IsShownLivedWithAndHealed(VenueFault fault) => stages.RunAsync(fault);
}
