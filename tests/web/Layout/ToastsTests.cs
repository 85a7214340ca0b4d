using CryptoRun.Web.Layout;

namespace CryptoRun.Web.Tests.Layout;

public sealed class ToastsTests
{
    private readonly Toasts _toasts = new();

    [Fact]
    public void Show_MoreThanFit_TheOldestGivesWay()
    {
        for (var i = 1; i <= 6; i++) _toasts.Show(ToastKind.Ok, $"{i}");

        Titles().ShouldBe(["3", "4", "5", "6"]);
    }

    [Fact]
    public void Show_MoreThanFitAndAnErrorIsOldest_TheErrorStays()
    {
        _toasts.Show(ToastKind.Error, "failed");
        for (var i = 1; i <= 4; i++) _toasts.Show(ToastKind.Info, $"{i}");

        Titles().ShouldBe(["failed", "2", "3", "4"]);
    }

    [Fact]
    public void Show_OnlyErrorsStand_OnlyAnErrorTakesAPlace()
    {
        for (var i = 1; i <= 4; i++) _toasts.Show(ToastKind.Error, $"{i}");
        _toasts.Show(ToastKind.Info, "in passing");
        Titles().ShouldBe(["1", "2", "3", "4"]);

        _toasts.Show(ToastKind.Error, "5");
        Titles().ShouldBe(["2", "3", "4", "5"]);
    }

    [Fact]
    public void Show_TheSameWordsAgain_StandOnceAndAnew()
    {
        _toasts.Show(ToastKind.Ok, "Saved");
        var first = _toasts.Standing[0].Id;
        _toasts.Show(ToastKind.Info, "else");
        _toasts.Show(ToastKind.Ok, "Saved");

        Titles().ShouldBe(["else", "Saved"]);
        _toasts.Standing[1].Id.ShouldNotBe(first);
    }

    [Fact]
    public void Close_TellsOnceAndOnlyWhenSomethingWent()
    {
        _toasts.Show(ToastKind.Ok, "Saved");
        var told = 0;
        _toasts.Changed += (_, _) => told++;

        _toasts.Close(_toasts.Standing[0].Id);
        _toasts.Close(77);

        told.ShouldBe(1);
        _toasts.Standing.ShouldBeEmpty();
    }

    [Fact]
    public void Show_FromManyThreads_KeepsItsLimit()
    {
        Parallel.For(0, 200, i => _toasts.Show(ToastKind.Info, $"{i}"));

        _toasts.Standing.Count.ShouldBe(Toasts.Most);
        _toasts.Standing.Select(t => t.Id).ShouldBe(_toasts.Standing.Select(t => t.Id).Order());
    }

    [Theory]
    [InlineData(ToastKind.Ok, "toast okk")]
    [InlineData(ToastKind.Warning, "toast wk")]
    [InlineData(ToastKind.Error, "toast fk")]
    public async Task View_EachKind_HasItsMarkWordsLinkAndClose(ToastKind kind, string mark)
    {
        var html = await Rendered.HtmlAsync<ToastView>((nameof(ToastView.Toast), new Toast(3, kind, "OKX degraded", "p99 1.4 s", "/venues")));

        html.ShouldContain(mark);
        html.ShouldContain("<b>OKX degraded</b><p>p99 1.4 s</p>");
        html.ShouldContain("href=\"/venues\"");
        html.ShouldContain("aria-label=\"Dismiss: OKX degraded\"");
        html.Contains("role=\"alert\"", StringComparison.Ordinal).ShouldBe(kind == ToastKind.Error);
    }

    private List<string> Titles() => [.. _toasts.Standing.Select(t => t.Title)];
}
