using CryptoRun.Domain.Calibration;

namespace CryptoRun.Domain.Tests.Calibration;

public class CalibrationOptionsTests
{
    [Fact]
    public void Defaults_AreThoseOfTheSpecification()
    {
        var options = new CalibrationOptions();

        options.Validate().ShouldBeEmpty();
        (options.HorizonHours, options.SigmaHours, options.MinimumSamples, options.TestShare, options.Bins).ShouldBe((48, 720, 100, 0.2, 10));
        (options.CalibrationErrorLimit, options.AucLimit, options.Confidence, options.CostBps, options.RefitDays).ShouldBe((0.10, 0.55, 0.95, 20, 30));
    }

    [Fact]
    public void Validate_ValuesOutOfRange_NamesKeyValueAndRange() =>
        new CalibrationOptions { HorizonHours = 0, TestShare = double.NaN, CostBps = -1, BlockDays = 31, Seed = -1, Confidence = 1 }.Validate().ShouldBe(
        [
            "Calibration:HorizonHours is 0; allowed is 1 to 336.",
            "Calibration:TestShare is NaN; allowed is 0.05 to 0.5.",
            "Calibration:CostBps is -1; allowed is 0 to 1000.",
            "Calibration:Confidence is 1; allowed is 0.5 to 0.9999.",
            "Calibration:BlockDays is 31; allowed is 1 to 30.",
            $"Calibration:Seed is -1; allowed is 0 to {(double)long.MaxValue}.",
        ]);
}
