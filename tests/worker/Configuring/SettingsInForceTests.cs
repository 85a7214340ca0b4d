using CryptoRun.Worker.Configuring;
using CryptoRun.Worker.Scheduling;
using Microsoft.Extensions.Configuration;

namespace CryptoRun.Worker.Tests.Configuring;

public sealed class SettingsInForceTests
{
    [Fact]
    public void Of_EverySource_NamesValueAndOrigin()
    {
        var folder = Directory.CreateTempSubdirectory("cryptorun-settings-");
        var file = Path.Combine(folder.FullName, "appsettings.json");
        File.WriteAllText(file, """{"Store":{"Retention":{"BookDays":9}},"Alerts":{"BudgetPerHour":7},"Logging":{"LogLevel":{"Default":"Debug"}}}""");
        Environment.SetEnvironmentVariable("SETTINGSTEST_Alerts__BudgetPerHour", "8");
        var configuration = new ConfigurationBuilder().AddJsonFile(file).AddEnvironmentVariables("SETTINGSTEST_").AddCommandLine(["--Market:Simulation:Seed=5"]).Build();
        var changed = new JobSchedule("scan.hot", 3, "0 0/5 * * * ?", false, DateTimeOffset.UnixEpoch, "mia");

        var found = SettingsInForce.Of(configuration, WorkerSettings.Read(configuration), [], [changed, changed with { Job = "regime.detect", ChangedBy = JobSchedule.FromConfiguration }]).ToDictionary(static s => s.Key, static s => (s.Value, s.Origin));

        found["Store:Retention:BookDays"].ShouldBe(("9", "appsettings.json"));
        found["Alerts:BudgetPerHour"].ShouldBe(("8", "environment"));
        found["Market:Simulation:Seed"].ShouldBe(("5", "command line"));
        found["Alerts:MostAttempts"].ShouldBe(("8", "default"));
        found["Venues:Okx:Enabled"].ShouldBe(("true", "default"));
        found["Logging:LogLevel:Default"].ShouldBe(("Debug", "appsettings.json"));
        found["Jobs:scan.hot"].ShouldBe(("0 0/5 * * * ?, changed by mia", "store"));
        found.ContainsKey("Jobs:regime.detect").ShouldBeFalse();
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("Store:ConnectionString", "Host=db;Username=scan;Password=hunter2;Port=5432")]
    [InlineData("Store:ConnectionString", "Host=db;PWD='hunter2'")]
    [InlineData("Store:ConnectionString", "Host=db;Password=\"hunter2")]
    [InlineData("Cache:Redis", "cache:6379,password=hunter2,ssl=true")]
    [InlineData("Events:Source", "https://scan:hunter2@calendar.example/feed?key=hunter2")]
    [InlineData("Sentiment:Source", "https://feed.example/x?token=hunter2")]
    [InlineData("Smtp:Password", "hunter2")]
    [InlineData("Kestrel:Certificates:Default:Password", "hunter2")]
    [InlineData("Some:Api_Key", "hunter2")]
    public void Of_Secret_IsMasked(string key, string value)
    {
        var text = SettingText.Of(key, value);

        text.ShouldNotContain("hunter2");
        text.ShouldContain("••••");
    }

    [Theory]
    [InlineData("Store:ConnectionString", "")]
    [InlineData("Telemetry:Otlp", "http://collector:4318")]
    [InlineData("Jobs:ScanCron", "0 0/15 * * * ?")]
    public void Of_NoSecret_IsShown(string key, string value) => SettingText.Of(key, value).ShouldBe(value);
}
