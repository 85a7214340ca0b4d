using CryptoRun.Worker.Exchanges;

namespace CryptoRun.Worker.Tests.Exchanges;

/// <summary>Memory is the whole process's: nothing else may run beside it.</summary>
[Collection(Name)]
public sealed class VenueMonitorMemoryTests
{
    private const string Name = "memory";
    private readonly ManualTime _wall = new();

    [Fact]
    public void Report_MonthsOfMessages_MemoryStaysThatOfAMinute()
    {
        var monitor = new VenueMonitor("okx", _wall);
        Messages(monitor, 600);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Messages(monitor, 100_000);

        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(100_000 * 8, "less than one reference a second");
        GC.KeepAlive(monitor);
    }

    private void Messages(VenueMonitor monitor, int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            monitor.Received();
            _wall.Advance(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>Runs when all others have ended.</summary>
    [CollectionDefinition(Name, DisableParallelization = true)]
    public sealed class Alone;
}
