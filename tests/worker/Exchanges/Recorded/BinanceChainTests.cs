using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace CryptoRun.Worker.Tests.Exchanges.Recorded;

/// <summary>
/// The update numbers of recorded Binance depth messages. The product reads no Binance book; this keeps the recordings honest and the rule written down: spot, an update's first
/// number U is the last one's u + 1; futures, its pu is the last one's u (Binance, "How to manage a local order book correctly").
/// </summary>
public class BinanceChainTests
{
    [Theory]
    [InlineData(new[] { "book", "binance_spot_BTCUSDT_20240808.gz" }, 1000)]
    [InlineData(new[] { "wire/binance", "spot_ws_depth100ms_trade_BTCUSDT.jsonl.gz" }, 100)]
    public void Spot_EveryUpdate_BeginsWhereTheLastEnded(string[] file, int atLeast)
    {
        var updates = Depth(file).ToList();

        updates.Count.ShouldBeGreaterThan(atLeast);
        updates.ShouldAllBe(u => u.First <= u.Last);
        updates.Zip(updates.Skip(1)).Where(static pair => pair.Second.First != pair.First.Last + 1).ShouldBeEmpty();
    }

    [Fact]
    public void Futures_EveryUpdate_NamesTheOneBefore()
    {
        var updates = Depth(["book", "binance_usdm_BTCUSDT_20240808.gz"]).ToList();

        updates.Count.ShouldBeGreaterThan(1000);
        updates.Zip(updates.Skip(1)).Where(static pair => pair.Second.Before != pair.First.Last).ShouldBeEmpty();
    }

    [Fact]
    public void Spot_OneUpdateTakenOut_BreaksTheChain()
    {
        var updates = Depth(["wire/binance", "spot_ws_depth100ms_trade_BTCUSDT.jsonl.gz"]).ToList();
        updates.RemoveAt(updates.Count / 2);

        updates.Zip(updates.Skip(1)).Count(static pair => pair.Second.First != pair.First.Last + 1).ShouldBe(1);
    }

    private static IEnumerable<(long First, long Last, long? Before)> Depth(string[] file)
    {
        var path = Path.Combine(SharedData.Folder(file[0].Split('/')), file[1]);
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            if (!line.Contains("\"depthUpdate\"", StringComparison.Ordinal)) continue;
            using var message = JsonDocument.Parse(Encoding.UTF8.GetBytes(line[line.IndexOf('{', StringComparison.Ordinal)..]));
            var data = message.RootElement.GetProperty("data");
            yield return (data.GetProperty("U").GetInt64(), data.GetProperty("u").GetInt64(), data.TryGetProperty("pu", out var before) ? before.GetInt64() : null);
        }
    }
}
