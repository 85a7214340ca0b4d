using System.Diagnostics.Metrics;
using System.Net;
using CryptoRun.Web.Telemetry;
using CryptoRun.Worker.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace CryptoRun.Web.Tests.Telemetry;

public sealed class MetricsTests(PublishedWeb web) : IClassFixture<PublishedWeb>
{
    [Fact]
    public async Task Metrics_PublishedBoard_CountsBoardVenuesAndScan()
    {
        Measures.Scanned([("score", TimeSpan.FromMilliseconds(12))]);
        Measures.Ran("scan.hot", "succeeded", TimeSpan.FromSeconds(2));

        using var answer = await web.Http.GetAsync("/metrics");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().ShouldBe(PrometheusText.MediaType);
        var lines = (await answer.Content.ReadAsStringAsync()).Split('\n');
        lines.ShouldContain("# TYPE cryptorun_board_version gauge");
        lines.ShouldContain("# TYPE cryptorun_scan_stage_duration_seconds histogram");
        lines.ShouldContain(l => l.StartsWith("cryptorun_scan_stage_duration_seconds_bucket{stage=\"score\",le=\"0.025\"} ", StringComparison.Ordinal));
        lines.ShouldContain(l => l.StartsWith("cryptorun_job_duration_seconds_count{job=\"scan.hot\",outcome=\"succeeded\"} ", StringComparison.Ordinal));
    }

    [Fact]
    public void PrometheusText_EveryKind_IsAsTheFormatSays()
    {
        using var meter = new Meter($"test.{Guid.NewGuid():N}");
        using var exporter = new PrometheusText();
        using var provider = Sdk.CreateMeterProviderBuilder().AddMeter(meter.Name).AddReader(new BaseExportingMetricReader(exporter)).Build();
        meter.CreateCounter<long>("a.calls", "{call}", "Calls \\ made\nso far.").Add(3, new KeyValuePair<string, object?>("venue.name", "a\"b\\c\nd"));
        meter.CreateUpDownCounter<double>("a.level", "By").Add(-1.5);
        meter.CreateObservableGauge("a.age", static () => double.NaN, "s");
        var histogram = meter.CreateHistogram("a.time", "s", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });
        foreach (var value in (double[])[0.05, 0.1, 0.5, 7]) histogram.Record(value);

        exporter.Read().ShouldBe(
            """
            # HELP a_calls_total Calls \\ made\nso far.
            # TYPE a_calls_total counter
            a_calls_total{venue_name="a\"b\\c\nd"} 3
            # HELP a_level_bytes 
            # TYPE a_level_bytes gauge
            a_level_bytes -1.5
            # HELP a_age_seconds 
            # TYPE a_age_seconds gauge
            a_age_seconds NaN
            # HELP a_time_seconds 
            # TYPE a_time_seconds histogram
            a_time_seconds_bucket{le="0.1"} 2
            a_time_seconds_bucket{le="1"} 3
            a_time_seconds_bucket{le="+Inf"} 4
            a_time_seconds_sum 7.65
            a_time_seconds_count 4

            """.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("https://collector:4318", 0)]
    [InlineData("collector", 1)]
    [InlineData("ftp://collector", 1)]
    public void Options_Otlp_IsAnAddressOrNothing(string otlp, int problems) => new TelemetryOptions { Otlp = otlp }.Problems().Count().ShouldBe(problems);
}
