using System.ComponentModel.DataAnnotations;
using CryptoRun.Worker.Alerts;

namespace CryptoRun.Worker.Tests.Alerts;

/// <summary>What the section <c>Alerts</c> allows: a refusal names key, value and range.</summary>
public sealed class AlertsOptionsTests
{
    public static TheoryData<string, AlertsOptions, string> OutOfRange => new()
    {
        { "Alerts:FirstRetry", new() { FirstRetry = TimeSpan.FromSeconds(0.09) }, "00:00:00.1 to 00:10:00" },
        { "Alerts:FirstRetry", new() { FirstRetry = TimeSpan.FromSeconds(601), LongestRetry = TimeSpan.FromHours(1) }, "00:00:00.1 to 00:10:00" },
        { "Alerts:LongestRetry", new() { LongestRetry = TimeSpan.FromSeconds(4) }, "Alerts:FirstRetry, 00:00:05, to 1.00:00:00" },
        { "Alerts:LongestRetry", new() { LongestRetry = TimeSpan.FromDays(1.01) }, "Alerts:FirstRetry, 00:00:05, to 1.00:00:00" },
        { "Alerts:Timeout", new() { Timeout = TimeSpan.FromSeconds(0.9) }, "00:00:01 to 00:01:00" },
        { "Alerts:Timeout", new() { Timeout = TimeSpan.FromSeconds(61) }, "00:00:01 to 00:01:00" },
        { "Alerts:PublicAddress", new() { PublicAddress = "board.example" }, "https://board.example" },
        { "Alerts:PublicAddress", new() { PublicAddress = "ftp://board.example" }, "https://board.example" },
    };

    [Fact]
    public void Problems_Defaults_None()
    {
        new AlertsOptions().Problems().ShouldBeEmpty();
        Annotated(new AlertsOptions()).ShouldBeEmpty();
    }

    [Fact]
    public void Problems_EdgesOfEveryRange_None()
    {
        AlertsOptions[] edges =
        [
            new() { BudgetPerHour = 1, MostAttempts = 1, FirstRetry = TimeSpan.FromSeconds(0.1), LongestRetry = TimeSpan.FromSeconds(0.1), Timeout = TimeSpan.FromSeconds(1), PublicAddress = "http://board.example" },
            new() { BudgetPerHour = 10_000, MostAttempts = 20, FirstRetry = TimeSpan.FromMinutes(10), LongestRetry = TimeSpan.FromDays(1), Timeout = TimeSpan.FromMinutes(1), PublicAddress = "https://board.example/desk" },
        ];

        edges.ShouldAllBe(o => !o.Problems().Any() && Annotated(o).Count == 0);
    }

    [Theory]
    [MemberData(nameof(OutOfRange), DisableDiscoveryEnumeration = true)]
    public void Problems_OutOfRange_NameKeyAndRange(string key, AlertsOptions options, string range) =>
        options.Problems().ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.ShouldStartWith(key + " is "), p => p.ShouldContain(range));

    [Theory]
    [InlineData(0, 8, nameof(AlertsOptions.BudgetPerHour))]
    [InlineData(10_001, 8, nameof(AlertsOptions.BudgetPerHour))]
    [InlineData(60, 0, nameof(AlertsOptions.MostAttempts))]
    [InlineData(60, 21, nameof(AlertsOptions.MostAttempts))]
    public void Annotations_OutOfRange_NameTheKey(int budget, int attempts, string key) =>
        Annotated(new AlertsOptions { BudgetPerHour = budget, MostAttempts = attempts }).ShouldHaveSingleItem().MemberNames.ShouldBe([key]);

    private static List<ValidationResult> Annotated(AlertsOptions options)
    {
        List<ValidationResult> results = [];
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        return results;
    }
}
