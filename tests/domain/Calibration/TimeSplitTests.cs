using CryptoRun.Domain.Calibration;
using CryptoRun.Domain.Numerics;
using CryptoRun.Domain.Regimes;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Domain.Tests.Calibration;

/// <summary>spec/factors.md: "split by time 80/20 with a 48 h purge between".</summary>
public class TimeSplitTests
{
    [Fact]
    public void Of_OneSampleEveryFourHours_Purges48HoursBeforeTheLastFifth()
    {
        var samples = SimulatedSamples.Draw(50, 1, 0);
        var split = TimeSplit.Of(samples, 0.2);

        // 300 samples: 60 to judge by from hour 960; those of the 11 scans before, less than 48 h earlier, are purged.
        split.TestFrom.ShouldBe(SimulatedSamples.Start.AddHours(960));
        (split.Training.Count, split.Purged, split.Test.Count).ShouldBe((229, 11, 60));
        split.Training[^1].KnownAt.ShouldBe(split.TestFrom);
    }

    [Fact]
    public void Of_RandomTimes_NoTrainingLabelReachesIntoTheTestPart() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new CounterRandom((ulong)seed);
        var count = 1 + random.Below(0, 300);
        var samples = Enumerable.Range(0, count).Select(i =>
        {
            var at = SimulatedSamples.Start.AddMinutes(random.Below((ulong)i + 1, 100) * 150);
            return new CalibrationSample(at, $"C{i}-USD", RegimeState.Choppy, 50, false, 1, true, 0, 0, at.AddHours(48));
        }).OrderBy(sample => sample.At).ToList();

        var split = TimeSplit.Of(samples, 0.2);

        split.Training.ShouldAllBe(sample => sample.KnownAt <= split.TestFrom);
        split.Test.ShouldAllBe(sample => sample.At >= split.TestFrom);
        split.Test[0].At.ShouldBe(split.TestFrom);
        split.Test.Count.ShouldBeGreaterThanOrEqualTo((int)Math.Floor(0.2 * count));
        samples.Count(sample => sample.At < split.TestFrom && sample.KnownAt > split.TestFrom).ShouldBe(split.Purged);
        (split.Training.Count + split.Purged + split.Test.Count).ShouldBe(count);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
}
