using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Simulation;
using Microsoft.Extensions.Options;

namespace CryptoRun.Worker.Tests.Simulation;

public sealed class ReplayRecordingTests : IDisposable
{
    private const long Start = 1_757_750_400_000; // 2025-09-13 08:00 UTC
    private static readonly DateTimeOffset First = DateTimeOffset.FromUnixTimeMilliseconds(Start);
    private readonly string _folder = Directory.CreateTempSubdirectory("cryptorun-replay-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Load_HoursAndFinerBars_AreHoursAndPartHoursAreLeftOut()
    {
        Write("BTCUSDT.csv", 3_600_000, 6, 0);
        // 15-minute bars from 08:30 to 11:45: only 09 and 10 are whole.
        Write("ETHUSDT.csv", 900_000, 13, 2);

        var recording = ReplayRecording.Load(new ReplayOptions { Candles = _folder, From = First.AddHours(2) });

        recording.Symbols.ShouldBe(["BTC-USD", "ETH-USD"]);
        recording.Candles["ETH-USD"].Select(c => c.OpenTime).ShouldBe([First.AddHours(1), First.AddHours(2)]);
        recording.Candles["ETH-USD"][0].Volume.ShouldBe(4);
        (recording.First, recording.Last, recording.From).ShouldBe((First, First.AddHours(6), First.AddHours(2)));
        recording.History("BTC-USD").Select(c => c.OpenTime).ShouldBe([First, First.AddHours(1)]);
    }

    [Fact]
    public void Load_To_CutsTheTape()
    {
        Write("BTCUSDT.csv", 3_600_000, 6, 0);

        var recording = ReplayRecording.Load(new ReplayOptions { Candles = _folder, From = First, To = First.AddHours(4) });

        recording.Candles["BTC-USD"].Count.ShouldBe(4);
        recording.Last.ShouldBe(First.AddHours(4));
    }

    [Fact]
    public void Load_NoFrom_StartsWithWhatRestKeepsOrAtTheBeginning()
    {
        Write("BTCUSDT.csv", 3_600_000, 6, 0);
        ReplayRecording.Load(new ReplayOptions { Candles = _folder }).From.ShouldBe(First);

        Write("BTCUSDT.csv", 3_600_000, 800, 0);
        ReplayRecording.Load(new ReplayOptions { Candles = _folder }).From.ShouldBe(First.AddHours(720));
    }

    [Theory]
    [InlineData(-1, null, "Market:Replay:From")]
    [InlineData(7, null, "Market:Replay:From")]
    [InlineData(5, 4, "Market:Replay:From")]
    [InlineData(0, 9, "Market:Replay:To")]
    public void Load_OutsideTheRecording_NamesKeyValueAndRange(int from, int? to, string key)
    {
        Write("BTCUSDT.csv", 3_600_000, 6, 0);
        var options = new ReplayOptions { Candles = _folder, From = First.AddHours(from), To = to is { } hours ? First.AddHours(hours) : null };

        Should.Throw<OptionsValidationException>(() => ReplayRecording.Load(options)).Message.ShouldStartWith($"{key} is 2025-09-13 ");
    }

    [Fact]
    public void Load_NoSuchFolder_IsTheFilesError() =>
        Should.Throw<CandleFileException>(() => ReplayRecording.Load(new ReplayOptions { Candles = Path.Combine(_folder, "nope") }));

    private void Write(string name, long widthMs, int count, int skip) =>
        File.WriteAllLines(
            Path.Combine(_folder, name),
            ["open_time_ms,open,high,low,close,volume", .. Enumerable.Range(skip, count).Select(i => $"{Start + (i * widthMs)},10,12,9,11,1")]);
}
