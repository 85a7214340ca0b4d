using CryptoRun.Worker.Live;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Storage;
using CryptoRun.Worker.Tests;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NSubstitute;

namespace CryptoRun.Web.Tests;

/// <summary>The real program with a board of its own instead of a market: no job, no venue, no store runs.</summary>
public sealed class WebFixture : WebApplicationFactory<Program>
{
    internal ManualTime Wall { get; } = new(BoardFixture.At.AddSeconds(48));

    public IScanStore Scans { get; } = Substitute.For<IScanStore>();

    public IRegimeStore Regimes { get; } = Substitute.For<IRegimeStore>();

    public ICandleStore Candles { get; } = Substitute.For<ICandleStore>();

    public LiveBoard Live => Services.GetRequiredService<LiveBoard>();

    /// <summary>Publishes and waits for nothing: the wall moves when the test says so.</summary>
    public void Publish(BoardSnapshot board)
    {
        Live.Publish(board, BoardFixture.Changes, BoardFixture.At.AddMinutes(-15));
        Wall.Advance(LiveBoard.Interval);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.UseEnvironment("Testing").ConfigureLogging(l => l.ClearProviders()).ConfigureTestServices(services =>
    {
        foreach (var service in services.Where(IsJob).ToList()) services.Remove(service);
        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Wall));
        services.Replace(ServiceDescriptor.Singleton(_ => new MarketClock(Wall, null, 1)));
        services.Replace(ServiceDescriptor.Singleton(_ => new LiveBoard(Wall)));
        services.Replace(ServiceDescriptor.Singleton(Scans));
        services.Replace(ServiceDescriptor.Singleton(Regimes));
        services.Replace(ServiceDescriptor.Singleton(Candles));
    });

    private static bool IsJob(ServiceDescriptor service) =>
        service.ServiceType == typeof(IHostedService) && service.ImplementationType?.FullName?.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) != true;
}

/// <summary>The same with a board published, shared by tests that only ask.</summary>
public sealed class PublishedWeb : IDisposable
{
    public PublishedWeb()
    {
        Http = Web.CreateClient();
        Web.Publish(BoardFixture.Board());
    }

    public WebFixture Web { get; } = new();

    public HttpClient Http { get; }

    public void Dispose()
    {
        Http.Dispose();
        Web.Dispose();
    }
}
