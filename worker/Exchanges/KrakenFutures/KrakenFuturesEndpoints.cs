using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Exchanges.KrakenFutures;

/// <summary>Configuration section <c>Venues:KrakenFutures</c>: where Kraken's derivatives venue is and how it wants to be called.</summary>
public sealed record KrakenFuturesEndpoints
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Venues:KrakenFutures";

    /// <summary>Whether it is asked at all. Without it there is no derivatives feed.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Address of the REST interface, http or https; the derivatives and the charts interface lie under it.</summary>
    public Uri RestBaseAddress { get; init; } = new("https://futures.kraken.com");

    /// <summary>REST calls per second, 0.1 to 1000. The venue publishes no limit for public calls; two are modest.</summary>
    public double RequestsPerSecond { get; init; } = 2;

    /// <summary>REST calls at once after a pause, 1 to 1000.</summary>
    public int Burst { get; init; } = 2;

    /// <summary>Longest time to connect, 0.1 to 60 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait for a whole REST answer, 0.1 to 120 s. The whole funding history of a perpetual is some megabytes.</summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Attempts for one REST call, 1 to 10.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>Ceiling of the first wait between attempts, 0 to 60 s; it doubles.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Time between two readings of the tickers, 5 to 600 s of wall time; one comes after every full hour besides.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(60);

    internal VenueLimits Limits => new(RequestsPerSecond, Burst, ReadTimeout, Attempts, RetryDelay);

    /// <summary>What is wrong with these options: key, value and allowed range of each; empty when nothing is.</summary>
    public IReadOnlyList<string> Problems() => new OptionProblems(Section)
        .Address(nameof(RestBaseAddress), RestBaseAddress, Uri.UriSchemeHttp, Uri.UriSchemeHttps)
        .Range(nameof(RequestsPerSecond), RequestsPerSecond, 0.1, 1000)
        .Range(nameof(Burst), Burst, 1, 1000)
        .Seconds(nameof(ConnectTimeout), ConnectTimeout, 0.1, 60)
        .Seconds(nameof(ReadTimeout), ReadTimeout, 0.1, 120)
        .Range(nameof(Attempts), Attempts, 1, 10)
        .Seconds(nameof(RetryDelay), RetryDelay, 0, 60)
        .Seconds(nameof(Poll), Poll, 5, 600)
        .Found;
}
