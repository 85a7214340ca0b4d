using System.Text.Json;
using CryptoRun.Domain.Evidence;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Numerics;
using CryptoRun.Worker.Documents;
using CryptoRun.Worker.Storage;
using static CryptoRun.Worker.Tests.Storage.Examples;

namespace CryptoRun.Worker.Tests.Storage;

public abstract class EvidenceStoreContract<TDatabase> : StoreContract<TDatabase>
    where TDatabase : ITestDatabase, new()
{
    [Fact]
    public async Task ListAsync_Appended_TheSameNightsNewestFirst()
    {
        for (var day = 0; day < 4; day++) (await Stores.Evidence.AppendAsync(Night(day), None)).ShouldBeTrue();

        var nights = await Stores.Evidence.ListAsync(T0.AddDays(1), T0.AddDays(3), 2, None);

        nights.Select(static n => n.At).ShouldBe([T0.AddDays(3), T0.AddDays(2)]);
        JsonSerializer.Serialize(nights[0], Json.Options).ShouldBe(JsonSerializer.Serialize(Night(3), Json.Options));
        nights[0].Horizons[0].Candidates.Net.ShouldBe(Night(3).Horizons[0].Candidates.Net);
    }

    [Fact]
    public async Task AppendAsync_SameInstant_TheFirstStays()
    {
        await Stores.Evidence.AppendAsync(Night(0), None);

        (await Stores.Evidence.AppendAsync(Night(0) with { Scans = 7 }, None)).ShouldBeFalse();

        (await Stores.Evidence.ListAsync(T0, T0, 9, None)).ShouldHaveSingleItem().Scans.ShouldBe(Night(0).Scans);
    }

    [Theory]
    [InlineData("UPDATE evidence_nights SET scans = 7")]
    [InlineData("DELETE FROM evidence_nights")]
    public async Task Night_Written_CannotBeChangedNorRemoved(string sql)
    {
        await Stores.Evidence.AppendAsync(Night(0), None);

        Should.Throw<Exception>(() => Database.Execute(sql)).Message.ShouldContain("evidence_nights");
    }

    private static EvidenceNight Night(int day) => new(
        T0.AddDays(day), $"run{day}", MarketSource.Simulated, "0.2.1", 300 + day, 2400, T0.AddDays(-30), T0.AddHours(-1), "s1", 20,
        [
            new NightHorizon(24, 288, 16_000, 25, new ExcessReturn(73, 51, 1.0 / 3, -0.006, 0.41, new ConfidenceInterval(-0.02, 0.022), 0.002), new ExcessReturn(0, 0, null, null, null, null, 0.002),
                [new SignalEvidence(Signal.Score, 288, 0.1 + 0.2, null, null, 3)], new EvidenceVerdict(Finding.TooLittle, "Too little to say.")),
        ]);
}
