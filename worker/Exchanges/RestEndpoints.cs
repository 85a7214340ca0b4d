using System.Net;
using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Exchanges;

/// <summary>Where a venue's REST interface is and how it wants to be called. Each venue has a section of its own with its own defaults; a loopback venue differs in the addresses and the pace only.</summary>
public abstract record RestEndpoints
{
    /// <summary>Sets the venue's defaults.</summary>
    /// <param name="section">Name of the configuration section, <c>Venues:Kraken</c>.</param>
    /// <param name="rest">Address of the real venue.</param>
    /// <param name="requestsPerSecond">The venue's published limit.</param>
    /// <param name="burst">Calls at once after a pause.</param>
    protected RestEndpoints(string section, string rest, double requestsPerSecond, int burst) =>
        (SectionName, RestBaseAddress, RequestsPerSecond, Burst) = (section, new Uri(rest), requestsPerSecond, burst);

    /// <summary>Whether the venue is asked at all; the one that is scanned always is.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Address of the REST interface, http or https.</summary>
    public Uri RestBaseAddress { get; init; }

    /// <summary>REST calls per second, 0.1 to 1000. The default is the venue's own limit; a loopback takes more.</summary>
    public double RequestsPerSecond { get; init; }

    /// <summary>REST calls at once after a pause, 1 to 1000.</summary>
    public int Burst { get; init; }

    /// <summary>Longest time to connect, 0.1 to 60 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait for a whole REST answer, 0.1 to 120 s.</summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Attempts for one REST call, 1 to 10.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>Ceiling of the first wait between attempts, 0 to 60 s; it doubles.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The adapter's name of the venue, <c>kraken</c>.</summary>
    internal string Venue => SectionName[(SectionName.LastIndexOf(':') + 1)..].ToLowerInvariant();

    /// <summary>The venue on whose loopback host it is played: its own, where that is not shared.</summary>
    internal virtual string Host => Venue;

    /// <summary>What the venue is read for.</summary>
    internal virtual VenueRole Role => VenueRole.Reserves;

    internal string SectionName { get; }

    /// <summary>Longest REST answer that is read.</summary>
    private protected virtual int LongestAnswerBytes => 32 * 1024 * 1024;

    internal VenueLimits Limits => new(RequestsPerSecond, Burst, ReadTimeout, Attempts, RetryDelay);

    /// <summary>What is wrong with these options: key, value and allowed range of each; empty when nothing is.</summary>
    public IReadOnlyList<string> Problems() => Check(new OptionProblems(SectionName)).Found;

    /// <summary>The same venue on this machine: every address of it, and no limit but the largest that the options allow.</summary>
    /// <param name="rest">Base address of REST.</param>
    /// <param name="webSocket">Address of the WebSocket; asked for where the venue has one.</param>
    internal virtual RestEndpoints MovedTo(Uri rest, Func<Uri> webSocket) => this with { RestBaseAddress = rest, RequestsPerSecond = 1000, Burst = 1000 };

    /// <summary>An HTTP client with the connect time-out; the read time-out is a matter of each call.</summary>
    internal HttpClient CreateHttp()
    {
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            AutomaticDecompression = DecompressionMethods.All,
        };
        return new HttpClient(handler, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LongestAnswerBytes };
    }

    /// <summary>Checks every option.</summary>
    private protected virtual OptionProblems Check(OptionProblems problems) => problems
        .Address(nameof(RestBaseAddress), RestBaseAddress, Uri.UriSchemeHttp, Uri.UriSchemeHttps)
        .Range(nameof(RequestsPerSecond), RequestsPerSecond, 0.1, 1000)
        .Range(nameof(Burst), Burst, 1, 1000)
        .Seconds(nameof(ConnectTimeout), ConnectTimeout, 0.1, 60)
        .Seconds(nameof(ReadTimeout), ReadTimeout, 0.1, 120)
        .Range(nameof(Attempts), Attempts, 1, 10)
        .Seconds(nameof(RetryDelay), RetryDelay, 0, 60);
}
