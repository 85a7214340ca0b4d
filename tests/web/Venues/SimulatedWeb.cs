using System.Diagnostics;
using System.Net;
using CryptoRun.Worker.Health;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Web.Tests.Venues;

/// <summary>The whole program on a small simulated market with its loopback venues, asked from wherever a test says.</summary>
public sealed class SimulatedWeb : WebApplicationFactory<Program>, IAsyncLifetime
{
    private readonly string _store = Directory.CreateTempSubdirectory("cryptorun-web-").FullName;

    public HttpClient Http { get; private set; } = null!;

    /// <summary>Where the next requests come from.</summary>
    public IPAddress From { get; set; } = IPAddress.Loopback;

    public async ValueTask InitializeAsync()
    {
        Http = CreateClient();
        var clock = Stopwatch.StartNew();
        while (Services.GetRequiredService<VenueStatuses>().Now().Count == 0)
        {
            if (clock.Elapsed > TimeSpan.FromSeconds(60)) throw new TimeoutException("The simulated market has not started within 60 s.");
            await Task.Delay(20);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await base.DisposeAsync();
        if (Directory.Exists(_store)) Directory.Delete(_store, recursive: true);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder
        .UseEnvironment("Testing")
        .UseSetting("Store:Directory", _store)
        .UseSetting("Market:Simulation:Coins", "10")
        .ConfigureLogging(l => l.ClearProviders())
        .ConfigureTestServices(services => services.AddSingleton<IStartupFilter>(new Sender(() => From)));

    private sealed class Sender(Func<IPAddress> from) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(rest => context =>
            {
                context.Connection.RemoteIpAddress = from();
                return rest(context);
            });
            next(app);
        };
    }
}
