using System.IO.Compression;
using System.Text;
using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Tests.Markets;

public sealed class CandleFilesTests : IDisposable
{
    private const string Header = "open_time_ms,open,high,low,close,volume";
    private const long T0 = 1_758_121_200_000;
    private const long Hour = 3_600_000;

    private readonly string _directory = Directory.CreateTempSubdirectory("candles").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData("BTCUSDT.csv.gz", "BTC-USD")]
    [InlineData("XBTUSD.csv", "BTC-USD")]
    [InlineData("BTC-USD.csv", "BTC-USD")]
    [InlineData("btc-usd.CSV", "BTC-USD")]
    [InlineData("XDGUSD.csv", "DOGE-USD")]
    [InlineData("XXBTZUSD.csv", "BTC-USD")]
    [InlineData("XETHZUSD.csv", "ETH-USD")]
    [InlineData("XTZUSD.csv", "XTZ-USD")]
    [InlineData("ARBUSD.csv", "ARB-USD")]
    [InlineData("USDTUSD.csv", "USDT-USD")]
    [InlineData("USDCUSDT.csv", "USDC-USD")]
    [InlineData("XBTUSDC_2023-01_03.csv.gz", "BTC-USD")]
    [InlineData("1000PEPEUSDT.csv.gz", "1000PEPE-USD")]
    [InlineData("BTCUSD_1h.csv", "BTC-USD")]
    [InlineData("BTC-USDT-SWAP.csv.gz", "BTC-USD")]
    [InlineData("AAVE.csv.gz", "AAVE-USD")]
    [InlineData("USDT.csv", "USDT-USD")]
    public void List_FileName_GivesCanonicalSymbol(string name, string symbol)
    {
        File.WriteAllText(Path.Combine(_directory, name), "");

        CandleFiles.List(_directory).ShouldHaveSingleItem().Symbol.ShouldBe(symbol);
    }

    [Fact]
    public void List_SameSymbolTwice_DollarsFirst()
    {
        foreach (var name in new[] { "BTCUSDT.csv", "XBTUSD.csv", "AAVEUSDT.csv", "README.md" }) File.WriteAllText(Path.Combine(_directory, name), "");

        CandleFiles.List(_directory).Select(f => Path.GetFileName(f.Path)).ShouldBe(["AAVEUSDT.csv", "XBTUSD.csv", "BTCUSDT.csv"]);
    }

    [Fact]
    public void List_NoDirectoryNoFiles_Refused()
    {
        Should.Throw<CandleFileException>(() => CandleFiles.List(_directory)).Message.ShouldContain("holds no SYMBOL.csv");
        Should.Throw<CandleFileException>(() => CandleFiles.List(Path.Combine(_directory, "none"))).Message.ShouldContain("does not exist");
    }

    [Fact]
    public void Read_AllColumns_ExactDecimals()
    {
        var path = Write("BTCUSDT.csv", $"open_time_ms,close,open,high,low,extra,volume,quote_volume,trades\r\n{T0},1.5,1.10,2,1,x,0.30000000000000004,1e-7,12\r\n{T0 + Hour},1.5,1.5,1.5,1.5,,0,,\r\n");

        var recorded = CandleFiles.Read(path);

        recorded.Width.ShouldBe(TimeSpan.FromHours(1));
        recorded.Candles.ShouldBe([
            new(DateTimeOffset.FromUnixTimeMilliseconds(T0), 1.10m, 2m, 1m, 1.5m, 0.30000000000000004m, 0.0000001m, 12),
            new(DateTimeOffset.FromUnixTimeMilliseconds(T0 + Hour), 1.5m, 1.5m, 1.5m, 1.5m, 0m)]);
    }

    [Fact]
    public void Read_Gzip_SameAsPlain()
    {
        var text = $"{Header}\n{Rows(300_000)}";
        var plain = CandleFiles.Read(Write("BTCUSD.csv", text));

        CandleFiles.Read(WriteGzip("BTCUSD.csv.gz", text)).Candles.ShouldBe(plain.Candles);
    }

    [Theory]
    [InlineData(300_000)]
    [InlineData(900_000)]
    [InlineData(60_000)]
    public void Read_FinerBars_WidthIsTheCommonStep(long step)
    {
        var rows = Rows(step).Split('\n').ToList();
        rows.RemoveRange(3, 2);

        CandleFiles.Read(Write("BTCUSD.csv", $"{Header}\n{string.Join('\n', rows)}")).Width.ShouldBe(TimeSpan.FromMilliseconds(step));
    }

    [Theory]
    [InlineData("1,2,x,1.5,9", "line 3, column low: 'x' is not a number")]
    [InlineData("1,2,NaN,1.5,9", "line 3, column low: 'NaN' is not a number")]
    [InlineData("1,2,1,Infinity,9", "line 3, column close: 'Infinity' is not a number")]
    [InlineData("1,2,1,,9", "line 3, column close: '' is not a number")]
    [InlineData("1,2,1,1.5 ,9", "line 3, column close: '1.5 ' is not a number")]
    [InlineData("0,2,0,1.5,9", "line 3, column open: '0' must be above 0")]
    [InlineData("1,2,-1,1.5,9", "line 3, column low: '-1' must be above 0")]
    [InlineData("1,2,1,1.5,-9", "line 3, column volume: '-9' must be 0 or more")]
    [InlineData("1,1,2,1.5,9", "line 3, column high: '1' lies below low 2")]
    [InlineData("3,2,1,1.5,9", "line 3, column open: '3' lies outside low 1 to high 2")]
    [InlineData("1,2,1,0.5,9", "line 3, column close: '0.5' lies outside low 1 to high 2")]
    [InlineData("1,2,1,1.5", "line 3: has 5 values, the header has 6 columns")]
    [InlineData("1,2,1,1.5,9,7", "line 3: has 7 values, the header has 6 columns")]
    [InlineData("1,99999999999999999999999999999999,1,1.5,9", "line 3, column high: '99999999999999999999999999999999' is not a number")]
    public void Read_BadRow_OneLineWithPlaceAndValue(string row, string message)
    {
        var path = Write("BTCUSD.csv", $"{Header}\n{T0},1,1,1,1,1\n{T0 + Hour},{row}\n");

        ShouldBeRefused(path, message);
    }

    [Theory]
    [InlineData("x", "line 3, column open_time_ms: 'x' is not a UTC time in milliseconds")]
    [InlineData("-3600000", "line 3, column open_time_ms: '-3600000' is not a UTC time in milliseconds between 1970-01-01")]
    [InlineData("1758124800", "line 3, column open_time_ms: '1758124800' is earlier than")]
    [InlineData("1758121200000", "line 3, column open_time_ms: '1758121200000' is a duplicate of line 2")]
    [InlineData("1758117600000", "line 3, column open_time_ms: '1758117600000' is earlier than 1758121200000 in line 2")]
    [InlineData("1758126600000", "line 3, column open_time_ms: '1758126600000' is not on the grid of 01:00:00")]
    [InlineData("1758124801000", "line 3, column open_time_ms: '1758124801000' is not on the grid of 01:00:00")]
    public void Read_BadTime_OneLineWithPlaceAndValue(string time, string message)
    {
        var rest = string.Join('\n', Enumerable.Range(2, 5).Select(i => $"{T0 + (i * Hour)},1,1,1,1,1"));

        ShouldBeRefused(Write("BTCUSD.csv", $"{Header}\n{T0},1,1,1,1,1\n{time},1,1,1,1,1\n{rest}\n"), message);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(900)]
    [InlineData(3600)]
    [InlineData(86400)]
    public void Read_TimesInSeconds_AreRefusedAndNamed(int step)
    {
        var rows = string.Join('\n', Enumerable.Range(0, 50).Select(i => $"{1758121200L + (i * step)},1,1,1,1,1"));

        ShouldBeRefused(Write("BTCUSD.csv", $"{Header}\n{rows}\n"), "in seconds instead of milliseconds");
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("\n\n", "the file is empty")]
    [InlineData(Header, "holds no candle")]
    [InlineData("open_time_ms,open,high,low,volume\n", "the header has no column 'close'")]
    [InlineData("1758121200000,1,1,1,1,1\n", "the header has no column 'open_time_ms'")]
    [InlineData(Header + ",open\n", "has the column 'open' twice")]
    public void Read_BadHeader_Refused(string text, string message) => ShouldBeRefused(Write("BTCUSD.csv", text), message);

    [Theory]
    [InlineData(4 * Hour, "bars of at most 1 h are allowed")]
    [InlineData(Hour - 60_000, "a whole fraction of 1 h")]
    public void Read_WrongWidth_Refused(long step, string message) => ShouldBeRefused(Write("BTCUSD.csv", $"{Header}\n{Rows(step)}"), message);

    [Theory]
    [InlineData("BTC-EUR.csv", "is quoted in 'EUR'")]
    [InlineData("BTCEUR.csv", "is quoted in 'EUR'")]
    [InlineData("B!.csv", "is not a symbol")]
    [InlineData("A-B-C.csv", "is not a symbol")]
    public void Read_BadName_Refused(string name, string message) => ShouldBeRefused(Write(name, $"{Header}\n{Rows(Hour)}"), message);

    [Fact]
    public void Read_GzipCutAnywhere_Refused()
    {
        var whole = File.ReadAllBytes(WriteGzip("BTCUSD.csv.gz", $"{Header}\n{Rows(Hour)}"));
        var path = Path.Combine(_directory, "ETHUSD.csv.gz");
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            Should.Throw<CandleFileException>(() => CandleFiles.Read(path), $"cut to {length} of {whole.Length}").Message.ShouldStartWith(path);
        }
    }

    [Fact]
    public void Read_GzipFlippedByte_Refused()
    {
        var whole = File.ReadAllBytes(WriteGzip("BTCUSD.csv.gz", $"{Header}\n{Rows(Hour)}"));
        whole[whole.Length / 2] ^= 0x10;
        var path = Path.Combine(_directory, "ETHUSD.csv.gz");
        File.WriteAllBytes(path, whole);

        Should.Throw<CandleFileException>(() => CandleFiles.Read(path));
    }

    [Fact]
    public void Read_PlainTextNamedGz_Refused() => ShouldBeRefused(Write("BTCUSD.csv.gz", $"{Header}\n{Rows(Hour)}"), "is not a complete gzip file");

    [Fact]
    public void Read_NoFile_Refused() => ShouldBeRefused(Path.Combine(_directory, "BTCUSD.csv"), "the file does not exist");

    [Theory]
    [InlineData("binance_usdm_1h", 116, 385_580)]
    [InlineData("binance_spot_1h_2022", 32, 271_355)]
    [InlineData("kraken_1h", 5, 40_372)]
    [InlineData("kraken_1m", 1, 42_646)]
    [InlineData("okx_swap_30m", 27, 38_853)]
    [InlineData("hyperliquid_perp_1h", 36, 103_680)]
    public void Read_RecordedMarket_EveryRow(string folder, int files, int rows)
    {
        var recordings = CandleFiles.List(SharedData.Folder("candles", folder)).Select(f => CandleFiles.Read(f.Path)).ToList();

        recordings.Count.ShouldBe(files);
        recordings.Sum(r => r.Candles.Count).ShouldBe(rows);
    }

    private static string Rows(long step) =>
        string.Join('\n', Enumerable.Range(0, 40).Select(i => $"{(T0 - (T0 % step)) + (i * step)},1.{i},2.5,1.0,1.2{i},{i * 1.37}"));

    private static void ShouldBeRefused(string path, string message)
    {
        var thrown = Should.Throw<CandleFileException>(() => CandleFiles.Read(path)).Message;
        thrown.ShouldStartWith(path);
        thrown.ShouldContain(message);
        thrown.ShouldNotContain("\n");
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_directory, name);
        File.WriteAllText(path, text);
        return path;
    }

    private string WriteGzip(string name, string text)
    {
        var path = Path.Combine(_directory, name);
        using var gzip = new GZipStream(File.Create(path), CompressionLevel.Optimal);
        gzip.Write(Encoding.UTF8.GetBytes(text));
        return path;
    }
}
