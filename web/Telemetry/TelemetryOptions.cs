namespace CryptoRun.Web.Telemetry;

/// <summary>Configuration section <c>Telemetry</c>.</summary>
public sealed record TelemetryOptions
{
    /// <summary>Where OTLP goes, such as <c>http://collector:4318</c>; empty for nowhere. Metrics and traces, as protobuf over HTTP.</summary>
    public string Otlp { get; init; } = "";

    /// <summary>What is wrong, one sentence a value.</summary>
    public IEnumerable<string> Problems()
    {
        if (Otlp.Length > 0 && !(Uri.TryCreate(Otlp, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
            yield return $"Telemetry:Otlp is \"{Otlp}\"; allowed is an address such as http://collector:4318, or nothing.";
    }
}
