using CryptoRun.Web.Layout;
using CryptoRun.Worker.Tests;

namespace CryptoRun.Web.Tests.Layout;

public sealed class ToastStayTests
{
    private readonly ManualTime _wall = new();

    [Fact]
    public async Task UntilOver_NobodyPoints_IsSixSeconds()
    {
        var stay = new ToastStay(_wall);
        var over = stay.UntilOverAsync(TestContext.Current.CancellationToken);

        _wall.Advance(TimeSpan.FromSeconds(5.9));
        over.IsCompleted.ShouldBeFalse();
        _wall.Advance(TimeSpan.FromSeconds(0.1));
        await over.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task UntilOver_SomebodyPoints_IsTwoSecondsAfterThat()
    {
        var stay = new ToastStay(_wall);
        var over = stay.UntilOverAsync(TestContext.Current.CancellationToken);
        stay.Hold(true);

        for (var i = 0; i < 60; i++) await AdvanceAsync(over);
        over.IsCompleted.ShouldBeFalse();

        stay.Hold(false);
        await AdvanceAsync(over);
        over.IsCompleted.ShouldBeFalse();
        for (var i = 0; i < 4 && !over.IsCompleted; i++) await AdvanceAsync(over);
        await over.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task UntilOver_PageGone_IsCancelled()
    {
        using var page = new CancellationTokenSource();
        var over = new ToastStay(_wall).UntilOverAsync(page.Token);

        await page.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(over);
    }

    // A timer that fires goes on in a task of its own.
    private async Task AdvanceAsync(Task over)
    {
        _wall.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAny(over, Task.Delay(2));
    }
}
