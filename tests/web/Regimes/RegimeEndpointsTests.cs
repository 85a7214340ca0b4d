using System.Net;
using System.Text.Json;
using CryptoRun.Domain.Regimes;
using NSubstitute;

namespace CryptoRun.Web.Tests.Regimes;

public sealed class RegimeEndpointsTests : IDisposable
{
    private readonly PublishedWeb _web = new();

    [Fact]
    public async Task Regime_Detected_ComesWithItsWeightsAndNextInstant()
    {
        var at = new DateTimeOffset(2025, 11, 6, 12, 0, 0, TimeSpan.Zero);
        _web.Web.Regimes.LatestAsync(Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>())
            .Returns(new RegimeRecord(at, RegimeState.Choppy, 2.0 / 3, at.AddDays(-3), null, RegimeState.Choppy, null, [new("breadth", 0.14, 0.65, "Choppy")], "Breadth is low.", 60, []));

        using var document = JsonDocument.Parse(await _web.Http.GetStringAsync("/api/v1/regime"));

        var root = document.RootElement;
        root.GetProperty("state").GetString().ShouldBe("Choppy");
        root.GetProperty("nextAt").GetDateTimeOffset().ShouldBe(at.AddHours(4));
        root.GetProperty("weights").EnumerateObject().Where(w => w.Value.ValueKind == JsonValueKind.Number).Sum(w => w.Value.GetDouble()).ShouldBe(1, 1e-9);
    }

    [Fact]
    public async Task Regime_NoneYet_IsAProblemWithStatus503()
    {
        _web.Web.Regimes.LatestAsync(Arg.Any<DateTimeOffset>(), Arg.Any<CancellationToken>()).Returns((RegimeRecord?)null);

        using var answer = await _web.Http.GetAsync("/api/v1/regime");

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("8761")]
    public async Task History_HoursOutOfRange_IsAProblem(string hours)
    {
        using var answer = await _web.Http.GetAsync("/api/v1/regime/history?hours=" + hours);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    public void Dispose() => _web.Dispose();
}
