using CryptoRun.Worker.Live;

namespace CryptoRun.Worker.Tests.Live;

public sealed class BoardAgeingTests
{
    private readonly ManualTime _time = new(Boards.At);

    [Theory]
    [InlineData(9, Freshness.Live)]
    [InlineData(11, Freshness.Delayed)]
    [InlineData(61, Freshness.Stale)]
    [InlineData(7200, Freshness.Stale)]
    public void Aged_PricesOfASecondAndNothingSince_AsOldAsTheyAre(int seconds, Freshness freshness)
    {
        var board = Boards.Board(Boards.Row("BTC-USD"), Boards.Row("ETH-USD") with { Freshness = Freshness.NoData, DataAgeSeconds = null });

        var aged = BoardAgeing.Aged(board, Boards.At.AddSeconds(seconds));

        (aged.Candidates[0].Freshness, aged.Candidates[0].DataAgeSeconds).ShouldBe((freshness, freshness == Freshness.Live ? 0 : seconds));
        aged.Candidates[1].ShouldBeSameAs(board.Candidates[1]);
        aged.PublishedAt.ShouldBe(board.PublishedAt);
        ReferenceEquals(aged, board).ShouldBe(freshness == Freshness.Live);
        BoardAgeing.Aged(aged, Boards.At.AddSeconds(seconds)).ShouldBeSameAs(aged);
    }

    [Fact]
    public void Age_BoardOfAnotherNode_VersionsOfItsOwnUntilAndAfterTheNext()
    {
        using var board = new LiveBoard(_time);
        board.Take(Boards.Board(Boards.Row("BTC-USD")) with { Version = 7 }, [], null).ShouldBeTrue();
        Released(board).ShouldBe(7);

        board.Age(static b => BoardAgeing.Aged(b, Boards.At.AddMinutes(1)));
        var aged = Released(board);
        aged.ShouldBeInRange(1L << 33, 1L << 53);
        board.Seen.ShouldBe(7);

        board.Take(Boards.Board(Boards.Row("BTC-USD", "2.00")) with { Version = 7 }, [], null).ShouldBeFalse();
        board.Take(Boards.Board(Boards.Row("BTC-USD", "2.00")) with { Version = 8 }, [], null).ShouldBeTrue();
        Released(board).ShouldBe(aged + 1);
        board.Current.Board!.Candidates[0].Price.ShouldBe("2.00");
    }

    [Fact]
    public void Age_BoardOfThisNode_LeftAlone()
    {
        using var board = new LiveBoard(_time);
        board.Publish(Boards.Board(Boards.Row("BTC-USD")), [], null);
        var version = Released(board);

        board.Age(static b => BoardAgeing.Aged(b, Boards.At.AddMinutes(1)));

        Released(board).ShouldBe(version);
        board.Seen.ShouldBe(version);
    }

    private long Released(LiveBoard board)
    {
        _time.Advance(LiveBoard.Interval);
        return board.Current.Board!.Version;
    }
}
