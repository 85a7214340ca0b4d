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

/// <summary>The real program with a board of its own instead of a market: no job and no venue runs, and what the program opens is a store of its own that nobody reads.</summary>
public sealed class WebFixture : WebApplicationFactory<Program>
{
    private readonly string _store = Directory.CreateTempSubdirectory("cryptorun-web-").FullName;

    internal ManualTime Wall { get; } = new(BoardFixture.At.AddSeconds(48));

    public IScanStore Scans { get; } = Substitute.For<IScanStore>();

    public IRegimeStore Regimes { get; } = Substitute.For<IRegimeStore>();

    public ICandleStore Candles { get; } = Substitute.For<ICandleStore>();

    public LiveBoard Live => Services.GetRequiredService<LiveBoard>();

    /// <summary>The number of the n-th version of a board that began with the fixture's wall clock; n counts from 1.</summary>
    public static long Version(int n) => BoardFixture.At.AddSeconds(48).ToUnixTimeSeconds() + n - 1;

    /// <summary>Publishes and waits for nothing: the wall moves when the test says so.</summary>
    public void Publish(BoardSnapshot board)
    {
        Live.Publish(board, BoardFixture.Changes, BoardFixture.At.AddMinutes(-15));
        Wall.Advance(LiveBoard.Interval);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.UseEnvironment("Testing").UseSetting("Store:Directory", _store).ConfigureLogging(l => l.ClearProviders()).ConfigureTestServices(services =>
    {
        foreach (var service in services.Where(IsJob).ToList()) services.Remove(service);
        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Wall));
        services.Replace(ServiceDescriptor.Singleton(_ => new MarketClock(Wall, null, 1)));
        services.Replace(ServiceDescriptor.Singleton(_ => new LiveBoard(Wall)));
        services.Replace(ServiceDescriptor.Singleton(Scans));
        services.Replace(ServiceDescriptor.Singleton(Regimes));
        services.Replace(ServiceDescriptor.Singleton(Candles));
    });

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(_store)) Directory.Delete(_store, recursive: true);
    }

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
