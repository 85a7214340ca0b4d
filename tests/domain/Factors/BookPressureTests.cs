using CryptoRun.Domain.Factors;

namespace CryptoRun.Domain.Tests.Factors;

public sealed class BookPressureTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Measure_LeansAndNarrows_BothPositiveInSdsOfTheHoursBefore()
    {
        // Leans of the hours before: 0.5 and -0.5 by turns; spreads 10 and 20. The newest: all minutes to the bids, 5 bps.
        var measured = BookPressure.Measure([.. Hours(20, static h => (h == 0 ? 1 : h % 2 == 0 ? 0.5 : -0.5, h == 0 ? 5 : h % 2 == 0 ? 10 : 20))], At);

        measured.Hours.ShouldBe(20);
        measured.Lean.ShouldBe(1);
        measured.SpreadBps.ShouldBe(5, 1e-9);
        measured.LeanZ.ShouldBe(1 / (0.5 * Math.Sqrt(20.0 / 19)), 1e-9);
        var (mean, half) = (Math.Log(200) / 2, Math.Log(2) / 2);
        measured.SpreadZ.ShouldBe((mean - Math.Log(5)) / (half * Math.Sqrt(20.0 / 19)), 1e-9);
        measured.Newest.ShouldBe(At);
    }

    [Fact]
    public void Measure_MinutesAfterTheInstantAndInAnotherOrder_ChangeNothing()
    {
        List<BookMinute> minutes = [.. Hours(15, static h => (0.2 + (0.1 * (h % 3)), 10 + h))];
        var measured = BookPressure.Measure(minutes, At);

        BookPressure.Measure([.. minutes.AsEnumerable().Reverse(), new BookMinute(At, 1, 1), new BookMinute(At.AddSeconds(-30), 1, 1)], At).ShouldBe(measured);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(0)]
    public void Measure_TooFewHoursBefore_NoZ(int hours)
    {
        var measured = BookPressure.Measure([.. Hours(hours, static h => (h % 2 == 0 ? 0.5 : -0.5, 10 + h))], At);

        measured.Hours.ShouldBe(hours);
        (double.IsNaN(measured.LeanZ), double.IsNaN(measured.SpreadZ)).ShouldBe((true, true));
    }

    [Fact]
    public void Measure_NewestHourWasHardlySeen_Nothing() =>
        double.IsNaN(BookPressure.Measure([.. Hours(20, static h => (0.1 * (h % 5), 10 + h)).Where(static m => m.Time < At.AddMinutes(-31))], At).Lean).ShouldBeTrue();

    [Fact]
    public void Measure_NothingMovedBefore_NoZ()
    {
        var measured = BookPressure.Measure([.. Hours(20, static h => (h == 0 ? 1 : 0.5, 10))], At);

        double.IsNaN(measured.SpreadZ).ShouldBeTrue();
        double.IsNaN(measured.LeanZ).ShouldBeTrue();
    }

    /// <summary>Minutes of the newest hour and of so many before it; of an hour the share that leans is chosen, and its spread.</summary>
    private static IEnumerable<BookMinute> Hours(int before, Func<int, (double Lean, double SpreadBps)> of)
    {
        for (var h = 0; h <= before; h++)
        {
            var (lean, spread) = of(h);
            for (var m = 0; m < 60; m++) yield return new BookMinute(At.AddHours(-h).AddMinutes(-m - 1), spread, m < 30 * (1 + lean) ? 0.2 : -0.3);
        }
    }
}
