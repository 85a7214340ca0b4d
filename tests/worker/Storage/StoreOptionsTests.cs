using System.ComponentModel.DataAnnotations;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace CryptoRun.Worker.Tests.Storage;

public sealed class StoreOptionsTests
{
    [Fact]
    public void PathOf_Source_OneFileEach()
    {
        var options = new StoreOptions { Directory = "data" };

        Enum.GetValues<MarketSource>().Select(s => options.PathOf(s, "/srv/app")).ShouldBe(
            ["/srv/app/data/cryptorun-simulated.db", "/srv/app/data/cryptorun-replay.db", "/srv/app/data/cryptorun-live.db"]);
        new StoreOptions { Directory = "/var/lib/c" }.PathOf(MarketSource.Live, "/srv/app").ShouldBe("/var/lib/c/cryptorun-live.db");
    }

    [Theory]
    [InlineData("", 5, "Store:Directory")]
    [InlineData("data", 0, "Store:BusyTimeoutSeconds")]
    [InlineData("data", 61, "Store:BusyTimeoutSeconds")]
    public void Validate_OutOfRange_NamesTheKey(string directory, int timeout, string key) =>
        Should.Throw<ValidationException>(() => Validate(new StoreOptions { Directory = directory, BusyTimeoutSeconds = timeout })).Message.ShouldContain(key);

    [Theory]
    [InlineData("Postgres", "", "cryptorun", "Store:ConnectionString")]
    [InlineData("Postgres", "Host=x", "Crypto-run", "Store:Schema")]
    [InlineData("Mongo", "", "cryptorun", "Store:Provider is \"Mongo\"; allowed is Sqlite, Postgres.")]
    public void Read_NotPossible_NamesTheKey(string provider, string connection, string schema, string expected) =>
        Problems(("Store:Provider", provider), ("Store:ConnectionString", connection), ("Store:Schema", schema)).ShouldHaveSingleItem().ShouldContain(expected);

    [Theory]
    [InlineData("Store:Exclusive", "false", "Store:Exclusive is False; Store:Provider Sqlite allows True only.")]
    [InlineData("Store:Retention:BookDays", "0", "Store:Retention:BookDays is 0; allowed is 1 to 36500.")]
    [InlineData("Store:Retention:MinuteCandleDays", "-1", "Store:Retention:MinuteCandleDays is -1")]
    [InlineData("Store:Retention:ExplanationDays", "40000", "Store:Retention:ExplanationDays is 40000")]
    public void Read_OutOfRange_NamesTheKey(string key, string value, string expected) => Problems((key, value)).ShouldHaveSingleItem().ShouldContain(expected);

    [Fact]
    public void Validate_Defaults_Valid()
    {
        Validate(new StoreOptions());
        new StoreOptions().Problems().ShouldBeEmpty();
    }

    private static IEnumerable<string> Problems(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value))).Build();
        return Should.Throw<OptionsValidationException>(() => WorkerSettings.Read(configuration)).Failures;
    }

    private static void Validate(StoreOptions options) => Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
}
