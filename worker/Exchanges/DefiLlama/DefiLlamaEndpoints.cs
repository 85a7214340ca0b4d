using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Exchanges.DefiLlama;

/// <summary>Configuration section <c>Venues:DefiLlama</c>. An aggregator: no exchange, no books, no candles. It publishes no limit for keyless calls; two a second are modest, and its answers are large.</summary>
public sealed record DefiLlamaEndpoints : RestEndpoints
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Venues:DefiLlama";

    /// <summary>The real interface's defaults.</summary>
    public DefiLlamaEndpoints()
        : base(Section, "https://api.llama.fi", requestsPerSecond: 2, burst: 2) => ReadTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Address of the interface for stablecoins, http or https.</summary>
    public Uri StablecoinsBaseAddress { get; init; } = new("https://stablecoins.llama.fi");

    /// <summary>Time between two readings of the lists, 30 to 3600 s of wall time.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Time between two readings of one exchange's coins, 30 to 86,400 s of wall time. The source counts hourly, and an answer is up to some tens of megabytes.</summary>
    public TimeSpan ReservesEvery { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Exchanges whose coins are read, the largest first, 0 to 50.</summary>
    public int Exchanges { get; init; } = 12;

    internal override RestEndpoints MovedTo(Uri rest, Func<Uri> webSocket) => (DefiLlamaEndpoints)base.MovedTo(rest, webSocket) with { StablecoinsBaseAddress = rest };

    /// <summary>The largest exchange's history by coin and chain has some tens of megabytes.</summary>
    private protected override int LongestAnswerBytes => 128 * 1024 * 1024;

    private protected override OptionProblems Check(OptionProblems problems) => base.Check(problems)
        .Address(nameof(StablecoinsBaseAddress), StablecoinsBaseAddress, Uri.UriSchemeHttp, Uri.UriSchemeHttps)
        .Seconds(nameof(Poll), Poll, 30, 3600)
        .Seconds(nameof(ReservesEvery), ReservesEvery, 30, 86_400)
        .Range(nameof(Exchanges), Exchanges, 0, 50);
}
