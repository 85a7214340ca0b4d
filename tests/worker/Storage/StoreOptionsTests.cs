using System.ComponentModel.DataAnnotations;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Storage;

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

    [Fact]
    public void Validate_Defaults_Valid() => Validate(new StoreOptions());

    private static void Validate(StoreOptions options) => Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
}
