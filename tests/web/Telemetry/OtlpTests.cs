using System.Collections.Concurrent;
using System.Text;
using CryptoRun.Web.Telemetry;
using CryptoRun.Worker.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Web.Tests.Telemetry;

public sealed class OtlpTests
{
    [Fact]
    public async Task Traces_WithACollector_ArriveThere()
    {
        var heard = new ConcurrentQueue<(string Path, byte[] Body)>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static k => k.Listen(System.Net.IPAddress.Loopback, 0));
        await using var collector = builder.Build();
        collector.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            heard.Enqueue((context.Request.Path, body.ToArray()));
        });
        await collector.StartAsync();

        var marked = $"span-{Guid.NewGuid():N}";
        using (TelemetryServices.Traces(new TelemetryOptions { Otlp = collector.Urls.First() }))
        {
            Measures.Traces.StartActivity(marked)?.Dispose();
        }

        heard.ShouldContain(h => h.Path == "/v1/traces" && Encoding.Latin1.GetString(h.Body).Contains(marked));
    }
}
