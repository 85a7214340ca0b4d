using System.Text.Json;
using CryptoRun.Worker.Live;

namespace CryptoRun.Worker.Tests.Live;

public sealed class BoardDeltaTests
{
    private static readonly BoardRow Was = Boards.Row("BTC-USD") with { Sparkline = [1, 2, 3] };

    private readonly ManualTime _time = new();

    [Fact]
    public void Delta_PriceMoved_LeavesOutWhatItWouldRepeat() =>
        Names(Was with { Price = "1.01", Sparkline = [1, 2, 3], Gates = Was.Gates with { AlsoFailed = [] } }).ShouldBe([]);

    [Fact]
    public void Delta_NextHour_HasTheSparkline() => Names(Was with { Sparkline = [2, 3, 4] }).ShouldBe(["sparkline"]);

    [Fact]
    public void Delta_NextScan_HasWhatItChanged() =>
        Names(Was with { Contributions = new(1, 0, 0, 0, 0), Gates = Was.Gates with { Passed = 1 } }).ShouldBe(["contributions", "gates"]);

    [Fact]
    public void Delta_RowThatWasNotThere_IsWhole() => Names(Was with { Symbol = "ETH-USD" }).ShouldBe(["contributions", "gates", "sparkline"]);

    [Fact]
    public void Delta_OverItsSnapshot_IsTheNextSnapshot()
    {
        var after = Was with { Price = "1.01" };
        using var board = Show(after);

        var merged = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(JsonSerializer.Serialize(Was, Documents.Json.Options))!;
        foreach (var property in Upsert(board).EnumerateObject()) merged[property.Name] = property.Value;

        JsonSerializer.Serialize(merged).ShouldBe(JsonSerializer.Serialize(JsonSerializer.SerializeToElement(after, Documents.Json.Options)));
    }

    private string[] Names(BoardRow after)
    {
        using var board = Show(after);
        return [.. Upsert(board).EnumerateObject().Select(static p => p.Name).Where(static n => n is "contributions" or "gates" or "sparkline")];
    }

    private static JsonElement Upsert(LiveBoard board) => JsonDocument.Parse(board.Current.DeltaUtf8).RootElement.GetProperty("upserts")[0];

    private LiveBoard Show(BoardRow after)
    {
        var board = new LiveBoard(_time);
        board.Publish(Boards.Board(Was), [], null);
        _time.Advance(LiveBoard.Interval);
        board.Publish(Boards.Board(after), [], null);
        _time.Advance(LiveBoard.Interval);
        return board;
    }
}
