using CryptoRun.Web.Identity;
using CryptoRun.Worker.Telemetry;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CryptoRun.Web.Telemetry;

/// <summary><c>/metrics</c> for Prometheus, and OTLP where it is configured.</summary>
internal static class TelemetryServices
{
    public static void AddTelemetry(this IServiceCollection services)
    {
        services.AddSingleton(static p => Read(p.GetRequiredService<IConfiguration>()));
        services.AddSingleton<PrometheusText>();
        services.AddSingleton(static p => Metrics(p.GetRequiredService<TelemetryOptions>(), p.GetRequiredService<PrometheusText>(), p.GetRequiredService<Gauges>()));
        services.AddSingleton(static p => new Tracing(Traces(p.GetRequiredService<TelemetryOptions>())));
    }

    public static void MapTelemetry(this WebApplication app)
    {
        // Made at the start, so that nothing is measured into the void and a wrong setting is told at once.
        _ = app.Services.GetRequiredService<MeterProvider>();
        _ = app.Services.GetRequiredService<Tracing>();
        app.MapGet("/metrics", static (PrometheusText text) => Results.Text(text.Read(), PrometheusText.MediaType)).RequireAuthorization(Policies.View).ExcludeFromDescription();
    }

    private static TelemetryOptions Read(IConfiguration configuration)
    {
        var options = configuration.GetSection("Telemetry").Get<TelemetryOptions>() ?? new TelemetryOptions();
        return options.Problems().ToList() is { Count: > 0 } problems ? throw new OptionsValidationException("Telemetry", typeof(TelemetryOptions), problems) : options;
    }

    private static MeterProvider Metrics(TelemetryOptions options, PrometheusText text, Gauges gauges)
    {
        _ = gauges;
        var builder = Sdk.CreateMeterProviderBuilder().ConfigureResource(Described).AddMeter(Measures.Name, Gauges.Name).AddReader(new BaseExportingMetricReader(text));
        if (options.Otlp.Length > 0) builder.AddOtlpExporter(o => Send(o, options, "metrics"));
        return builder.Build();
    }

    internal static TracerProvider? Traces(TelemetryOptions options) => options.Otlp.Length == 0
        ? null
        : Sdk.CreateTracerProviderBuilder().ConfigureResource(Described).AddSource(Measures.Name).AddOtlpExporter(o => Send(o, options, "traces")).Build();

    private static void Send(OtlpExporterOptions exporter, TelemetryOptions options, string signal) =>
        (exporter.Protocol, exporter.Endpoint) = (OtlpExportProtocol.HttpProtobuf, new Uri(new Uri(options.Otlp.TrimEnd('/') + "/"), $"v1/{signal}"));

    private static void Described(ResourceBuilder resource) => resource.AddService("cryptorun", serviceInstanceId: $"{Environment.MachineName}/{Environment.ProcessId}");
}

/// <summary>Traces on their way, none where nobody wants them.</summary>
internal sealed record Tracing(TracerProvider? Provider) : IDisposable
{
    /// <inheritdoc />
    public void Dispose() => Provider?.Dispose();
}
