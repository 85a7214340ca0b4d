using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CryptoRun.Domain.Indicators;
using CryptoRun.Worker.Commands;

namespace CryptoRun.Worker.Tests.Commands;

public sealed class IndicatorsCommandTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("indicators").FullName;
    private readonly double[] _close = new double[700];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Json_HourlyFile_IsOneArrayWithOneObjectPerBarAndNullDuringWarmUp()
    {
        var (exit, output, error) = Run("--candles", Write(60), "--interval", "1h", "--json");

        exit.ShouldBe(0);
        error.ShouldBeEmpty();
        using var document = JsonDocument.Parse(output);
        var rows = document.RootElement;
        rows.GetArrayLength().ShouldBe(700);
        rows[0].GetProperty("openTime").GetDateTimeOffset().ShouldBe(Start);
        (string Name, int From)[] warmUps =
        [
            ("rsi14", 14), ("macdLine", 25), ("macdSignal", 33), ("macdHistogram", 33), ("adx14", 27), ("plusDi", 14), ("minusDi", 14),
            ("atr14", 13), ("bollingerWidth", 19), ("hurst", 512),
        ];
        foreach (var (name, from) in warmUps)
        {
            rows[from - 1].GetProperty(name).ValueKind.ShouldBe(JsonValueKind.Null, name);
            rows[from].GetProperty(name).ValueKind.ShouldBe(JsonValueKind.Number, name);
        }

        rows[699].GetProperty("rsi14").GetDouble().ShouldBe(Rsi.Last(_close, 14));
        rows[699].GetProperty("macdHistogram").GetDouble().ShouldBe(Macd.Last(_close, 12, 26, 9).Histogram);
    }

    [Theory]
    [InlineData("4h", 700 / 4, 3)]
    [InlineData("24h", 700 / 24, 23)]
    [InlineData("1d", 700 / 24, 23)]
    public void Json_CoarserInterval_TakesAlignedWholeBars(string interval, int bars, int lastHourOfTheFirst)
    {
        var (exit, output, _) = Run("--candles", Write(60), "--interval", interval, "--json");

        exit.ShouldBe(0);
        using var document = JsonDocument.Parse(output);
        document.RootElement.GetArrayLength().ShouldBe(bars);
        double[] closes = [.. Enumerable.Range(0, bars).Select(i => _close[(i * (lastHourOfTheFirst + 1)) + lastHourOfTheFirst])];
        document.RootElement[bars - 1].GetProperty("rsi14").GetDouble().ShouldBe(Rsi.Last(closes, 14));
    }

    [Fact]
    public void Json_QuartersToHalfHours_FillsGapsAndLeavesThePartialLastBarOut()
    {
        // 701 quarters less those of 30..33: 350 half hours, two of them filled, and half a bar.
        var (exit, output, error) = Run("--candles", Write(15, rows: 701, without: i => i is >= 30 and < 34), "--interval", "30m", "--json");

        exit.ShouldBe(0);
        error.ShouldContain("2 missing bars");
        using var document = JsonDocument.Parse(output);
        document.RootElement.GetArrayLength().ShouldBe(350);
        document.RootElement[349].GetProperty("openTime").GetDateTimeOffset().ShouldBe(Start.AddMinutes(349 * 30));
    }

    [Fact]
    public void Table_WithoutJson_HasOneLinePerBar()
    {
        var (exit, output, _) = Run("--candles", Write(60));

        exit.ShouldBe(0);
        var lines = output.TrimEnd().Split('\n');
        lines.Length.ShouldBe(701);
        lines[0].ShouldStartWith("open_time,rsi14,macd_line");
        lines[1].TrimEnd().ShouldBe("2026-01-01T00:00:00Z,,,,,,,,,,");
        lines[700].Split(',').ShouldAllBe(cell => cell.Length > 0);
    }

    [Theory]
    [InlineData("7h")]
    [InlineData("0m")]
    [InlineData("48h")]
    [InlineData("hour")]
    [InlineData("15m")]
    public void Run_IntervalThatCannotBe_IsBadUsageInOneLine(string interval)
    {
        var (exit, output, error) = Run("--candles", Write(60), "--interval", interval, "--json");

        exit.ShouldBe(2);
        output.ShouldBeEmpty();
        error.Trim().Split('\n').Length.ShouldBe(1);
        error.ShouldContain(interval);
    }

    [Fact]
    public void Run_BadFile_FailsWithFileLineAndValue()
    {
        var path = Write(60);
        File.AppendAllText(path, $"{Start.AddHours(700).ToUnixTimeMilliseconds()},1,2,nonsense,1,1\n");
        var (exit, output, error) = Run("--candles", path, "--json");

        exit.ShouldBe(1);
        output.ShouldBeEmpty();
        error.Trim().Split('\n').Length.ShouldBe(1);
        error.ShouldContain("BTC-USD.csv");
        error.ShouldContain("702");
        error.ShouldContain("nonsense");
    }

    [Fact]
    public void Run_MissingFile_Fails()
    {
        var (exit, output, error) = Run("--candles", Path.Combine(_folder, "ETH-USD.csv"), "--json");
        exit.ShouldBe(1);
        output.ShouldBeEmpty();
        error.ShouldContain("ETH-USD.csv");
    }

    private static (int Exit, string Output, string Error) Run(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exit = IndicatorsCommand.Create().Parse(args).Invoke(new InvocationConfiguration { Output = output, Error = error });
        return (exit, output.ToString(), error.ToString());
    }

    /// <summary>A recording of a random walk.</summary>
    private string Write(int minutes, int rows = 700, Func<int, bool>? without = null)
    {
        var random = new Random(4);
        var price = 100.0;
        var text = new StringBuilder("open_time_ms,open,high,low,close,volume\n");
        for (var i = 0; i < rows; i++)
        {
            price = Math.Round(price * (1 + ((random.NextDouble() - 0.5) * 0.02)), 4);
            if (i < _close.Length) _close[i] = price;
            if (without?.Invoke(i) == true) continue;
            text.Append(CultureInfo.InvariantCulture, $"{Start.AddMinutes((double)minutes * i).ToUnixTimeMilliseconds()},{price},{price + 0.5},{price - 0.5},{price},10\n");
        }

        var path = Path.Combine(_folder, "BTC-USD.csv");
        File.WriteAllText(path, text.ToString());
        return path;
    }
}
