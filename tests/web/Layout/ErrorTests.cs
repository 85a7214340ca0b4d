using CryptoRun.Web.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NSubstitute;

namespace CryptoRun.Web.Tests.Layout;

public sealed class ErrorTests
{
    [Fact]
    public async Task Pane_Error_SaysWhatToWhatAndTheCorrelation()
    {
        var html = await Rendered.HtmlAsync<ErrorPane>((nameof(ErrorPane.Error), new InvalidOperationException("secret text")), (nameof(ErrorPane.Subject), "/venues"), (nameof(ErrorPane.Correlation), "55d0917e"));

        html.ShouldContain("role=\"alert\"");
        html.ShouldContain("/venues met an error of its own (InvalidOperationException).");
        html.ShouldContain("55d0917e");
        html.ShouldContain("data-copy=\"55d0917e\"");
        html.ShouldNotContain("secret text");
        html.ShouldNotContain("Try again");
    }

    [Fact]
    public async Task Boundary_PartThatFails_ShowsTheErrorWithTheIdThatIsInTheLog()
    {
        var log = new Lines();

        var html = await Rendered.WithAsync<PageErrorBoundary>(
            services => services.AddSingleton<ILogger<PageErrorBoundary>>(log).AddSingleton(Substitute.For<IErrorBoundaryLogger>()),
            (nameof(PageErrorBoundary.ChildContent), (RenderFragment)(static b => { b.OpenComponent<Failing>(0); b.CloseComponent(); })),
            (nameof(PageErrorBoundary.ErrorContent), (RenderFragment<Exception>)(static e => b => b.AddContent(0, "contained: " + e.Message))));

        html.ShouldContain("contained: it failed");
        log.Written.ShouldHaveSingleItem().ShouldMatch("^Page / failed, correlation [0-9a-f]{8}$");
    }

    private sealed class Failing : ComponentBase
    {
        protected override void OnInitialized() => throw new InvalidOperationException("it failed");
    }

    private sealed class Lines : ILogger<PageErrorBoundary>
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Written.Add(formatter(state, exception));
    }
}
