using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Tests.Markets;

public class KnownAtSequenceTests
{
    private static readonly DateTimeOffset Start = new(2025, 11, 6, 12, 0, 0, TimeSpan.Zero);
    private readonly ManualTime _wall = new();

    [Fact]
    public void Next_ClockHeld_StillIncreasesInWholeMilliseconds()
    {
        var clock = new MarketClock(_wall, Start.AddTicks(7), 3600);
        using var hold = clock.Hold(Start);
        var sequence = new KnownAtSequence(clock);

        var instants = Enumerable.Range(0, 100).Select(_ => sequence.Next()).ToList();

        instants.Zip(instants.Skip(1)).ShouldAllBe(pair => pair.First < pair.Second);
        instants.ShouldAllBe(i => i > Start && i.UtcTicks % TimeSpan.TicksPerMillisecond == 0);
    }

    [Fact]
    public void Next_ClockResumedAtAStoresNewestInstant_IsLaterThanThat()
    {
        var clock = new MarketClock(_wall, Start, 1);

        new KnownAtSequence(clock).Next().ShouldBeGreaterThan(Start);
    }

    [Fact]
    public void Next_TimeMovesOn_FollowsIt()
    {
        var clock = new MarketClock(_wall, Start, 3600);
        var sequence = new KnownAtSequence(clock);
        sequence.Next();
        _wall.Advance(TimeSpan.FromSeconds(1));

        (sequence.Next() - Start.AddHours(1)).TotalMilliseconds.ShouldBeInRange(0, 1);
    }
}
