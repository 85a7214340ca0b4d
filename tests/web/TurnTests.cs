namespace CryptoRun.Web.Tests;

public sealed class TurnTests
{
    private readonly Turn _turn = new();

    [Fact]
    public async Task Take_OneReads_TheOtherWaits()
    {
        var first = new TaskCompletionSource<int>();
        var reading = _turn.TakeAsync(_ => first.Task, CancellationToken.None);
        var isRead = false;
        var waiting = _turn.TakeAsync(_ => Task.FromResult(isRead = true), CancellationToken.None);
        isRead.ShouldBeFalse();

        first.SetResult(7);

        (await reading, await waiting, isRead).ShouldBe((7, true, true));
    }

    [Fact]
    public async Task Dispose_WhileOneReadsAndOneWaits_CancelsThemAndWhoComesLater()
    {
        var first = new TaskCompletionSource<int>();
        var reading = _turn.TakeAsync(token => first.Task.WaitAsync(token), CancellationToken.None);
        var waiting = _turn.TakeAsync(static _ => Task.FromResult(1), CancellationToken.None);

        _turn.Dispose();
        _turn.Dispose();

        await Should.ThrowAsync<OperationCanceledException>(reading);
        await Should.ThrowAsync<OperationCanceledException>(waiting);
        await Should.ThrowAsync<OperationCanceledException>(_turn.TakeAsync(static _ => Task.FromResult(1), CancellationToken.None));
    }

    [Fact]
    public async Task Dispose_WhileOneReadsToItsEnd_ItEndsWell()
    {
        var first = new TaskCompletionSource<int>();
        var reading = _turn.TakeAsync(_ => first.Task, CancellationToken.None);
        _turn.Dispose();
        first.SetResult(7);

        (await reading).ShouldBe(7);
    }
}
