using System.Text;
using System.Text.Json;
using CryptoRun.Worker.Documents;
using CryptoRun.Worker.Storage;
using FsCheck;
using FsCheck.Fluent;
using static CryptoRun.Worker.Tests.Storage.Examples;

namespace CryptoRun.Worker.Tests.Storage;

public sealed class PackedJsonTests
{
    [Fact]
    public void Pack_AnyDoublesAndWords_SameBytesBack() => Prop.ForAll<NormalFloat[], string>(
        (numbers, word) =>
        {
            List<string> lines = [.. Enumerable.Range(0, 3).Select(i => JsonSerializer.Serialize(new { word, values = numbers.Select(n => n.Item / (i + 1)), i }, Json.Options))];
            var packed = PackedJson.Pack(Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n"))));
            PackedJson.Unpack(packed).Select(Encoding.UTF8.GetString).ShouldBe(lines);
            for (var i = 0; i < lines.Count; i++) Encoding.UTF8.GetString(PackedJson.Unpack(packed, i)).ShouldBe(lines[i]);
        }).Check(Config.QuickThrowOnFailure);

    [Theory]
    [InlineData("""{"a":0.10000000000000000000001,"b":1.0000000000000,"c":123456789012345678901234567890,"d":-1E-300}""")]
    [InlineData("""{"a":1.7976931348623157E+308,"b":5E-324,"c":-0.1234567890123456,"s":"0.1234567890123456 ~\u0001"}""")]
    [InlineData("""[0.1234567890123456,0.1234567890123457]""")]
    public void Pack_AwkwardNumbers_SameBytesBack(string line) =>
        Encoding.UTF8.GetString(PackedJson.Unpack(PackedJson.Pack(Encoding.UTF8.GetBytes(line + "\n")), 0)).ShouldBe(line);

    [Fact]
    public void ExplanationChunks_HandmadeScan_UnderTheBudget()
    {
        var candidates = Scan(T0, symbols: 60).Result.Candidates;

        ExplanationChunks.Pack(candidates, CancellationToken.None).Sum(c => c.Length).ShouldBeLessThan(1500 * candidates.Count);
    }

    [Fact]
    public void ExplanationChunks_ScanOfTheEngine_UnderTheBudgetAndTheSameAgain()
    {
        var first = EngineScan.Run(T0.AddMinutes(-15), previous: null);
        var second = EngineScan.Run(T0, previous: first);
        second.Candidates.Count.ShouldBe(60);
        second.Candidates.ShouldAllBe(c => c.ChangeSinceLastScan != null);

        List<byte[]> chunks = [.. ExplanationChunks.Pack(second.Candidates, CancellationToken.None)];

        chunks.Sum(c => c.Length).ShouldBeLessThan(1200 * 60);
        JsonSerializer.Serialize(chunks.SelectMany(ExplanationChunks.Unpack), Json.Options).ShouldBe(JsonSerializer.Serialize(second.Candidates, Json.Options));
    }
}
