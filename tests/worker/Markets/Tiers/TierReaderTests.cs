using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Markets.Tiers;

namespace CryptoRun.Worker.Tests.Markets.Tiers;

public sealed class TierReaderTests
{
    private static readonly DateTimeOffset Now = new(2025, 11, 6, 12, 0, 0, TimeSpan.Zero);
    private readonly List<TierRead<Quote>> _reads = [];
    private readonly List<string> _asked = [];

    [Fact]
    public async Task Read_StreamWithinFiveSeconds_IsHotAndNobodyElseIsAsked()
    {
        Add(DataTier.Hot, "kraken", Find("kraken", 5));
        Add(DataTier.Warm, "kraken", Find("kraken", 0));

        var answer = await ReadAsync();

        answer.Provenance!.ShouldBe(new Provenance(DataTier.Hot, "kraken", Now.AddSeconds(-5), Now.AddSeconds(-5), 5, IsCacheHit: false, IsStale: false, 0));
        _asked.ShouldBe(["hot kraken"]);
        answer.FallbackChain.ShouldBe([new TierStep(DataTier.Hot, "kraken", "5 s old")]);
    }

    [Fact]
    public async Task Read_StreamTooOld_IsWarmWhereRestIsNewer()
    {
        Add(DataTier.Hot, "kraken", Find("kraken", 12, price: 1));
        Add(DataTier.Warm, "kraken", Find("kraken", 3, price: 2) with { IsCacheHit = true, Retries = 2 });
        Add(DataTier.Cold, "kraken", Find("kraken", 0, price: 3));

        var answer = await ReadAsync();

        (answer.Value!.Last, answer.Provenance!.Tier, answer.Provenance.IsCacheHit, answer.Provenance.Retries).ShouldBe((2m, DataTier.Warm, true, 2));
        answer.FallbackChain.Select(static s => s.Outcome).ShouldBe(["12 s old, more than 5 s", "3 s old, from the cache"]);
    }

    [Fact]
    public async Task Read_RestOlderThanTheStream_NeverReplacesIt()
    {
        Add(DataTier.Hot, "kraken", Find("kraken", 12, price: 1));
        Add(DataTier.Warm, "kraken", Find("kraken", 13, price: 2));

        var answer = await ReadAsync();

        (answer.Value!.Last, answer.Provenance!.Tier, answer.Provenance.AgeSeconds).ShouldBe((1m, DataTier.Warm, 12));
        answer.FallbackChain[^1].Outcome.ShouldBe("nothing newer");
    }

    [Fact]
    public async Task Read_RestFails_GivesTheOldStreamValueAsWarmAndNamesTheFailure()
    {
        Add(DataTier.Hot, "kraken", Find("kraken", 30));
        Add(DataTier.Warm, "kraken", TierFind.Failed<Quote>("kraken Ticker: HTTP 503.", 2));
        Add(DataTier.Cold, "kraken", Find("kraken", 1));

        var answer = await ReadAsync();

        (answer.Provenance!.Tier, answer.Provenance.AgeSeconds, answer.HasFailed).ShouldBe((DataTier.Warm, 30, true));
        answer.FallbackChain[^1].ShouldBe(new TierStep(DataTier.Warm, "kraken", "kraken Ticker: HTTP 503."));
        _asked.ShouldBe(["hot kraken", "warm kraken"]);
    }

    [Fact]
    public async Task Read_EverythingTooOld_IsColdWithTheNewest()
    {
        Add(DataTier.Hot, "kraken", Find("kraken", 90, price: 1));
        Add(DataTier.Warm, "kraken", Find("kraken", 70, price: 2));
        Add(DataTier.Cold, "kraken", Find("kraken", 3000, price: 3));

        var answer = await ReadAsync();

        (answer.Value!.Last, answer.Provenance!.Tier).ShouldBe((2m, DataTier.Cold));
    }

    [Fact]
    public async Task Read_NothingAnywhere_IsNullWithWhatWasTried()
    {
        Add(DataTier.Cold, "kraken", TierFind.None<Quote>("the store has none"));
        Add(DataTier.Hot, "kraken", TierFind.None<Quote>("no stream"));
        Add(DataTier.Warm, "kraken", TierFind.Failed<Quote>("HTTP 503"));

        var answer = await ReadAsync();

        (answer.Value, answer.Provenance, answer.HasFailed).ShouldBe((null, null, true));
        answer.FallbackChain.Select(static s => s.Outcome).ShouldBe(["no stream", "HTTP 503", "the store has none"]);
    }

    [Fact]
    public async Task Read_OtherVenues_AreAskedOnlyWhenAcceptedAndNamed()
    {
        Add(DataTier.Hot, "kraken", TierFind.None<Quote>("untrusted"));
        Add(DataTier.Hot, "okx", Find("okx", 1));
        Add(DataTier.Warm, "kraken", Find("kraken", 20));

        (await ReadAsync()).Provenance!.Venue.ShouldBe("kraken");
        _asked.ShouldBe(["hot kraken", "warm kraken"]);
        var any = await ReadAsync(VenueChoice.Any);
        (any.Provenance!.Venue, any.Provenance.Tier).ShouldBe(("okx", DataTier.Hot));
        (await ReadAsync(VenueChoice.Of("okx"))).Provenance!.Venue.ShouldBe("okx");
        (await ReadAsync(VenueChoice.Of("nowhere"))).FallbackChain.ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_StampedInTheFuture_HasNoAge()
    {
        Add(DataTier.Hot, "kraken", Find("kraken", -2));

        (await ReadAsync()).Provenance!.AgeSeconds.ShouldBe(0);
    }

    [Fact]
    public async Task Read_List_IsAsOldAsItsReceipt()
    {
        Add(DataTier.Warm, "kraken", Find("kraken", 2000) with { ReceivedAt = Now.AddSeconds(-40) });

        var answer = await TierReader.ReadAsync(_reads, TierRule.List, new MarketQuestion("BTC-USD", Now, Now), static _ => true, CancellationToken.None);

        (answer.Provenance!.Tier, answer.Provenance.AgeSeconds).ShouldBe((DataTier.Warm, 40));
    }

    [Fact]
    public async Task Read_Cancelled_Propagates()
    {
        _reads.Add(new TierRead<Quote>(DataTier.Warm, "kraken", static (_, token) => throw new OperationCanceledException(token)));

        await Should.ThrowAsync<OperationCanceledException>(() => ReadAsync());
    }

    private static TierFind<Quote> Find(string venue, double age, decimal price = 1)
    {
        var at = Now.AddSeconds(-age);
        return new TierFind<Quote>(new Quote(at, "BTC-USD", venue, price, null, null), at, at);
    }

    private void Add(DataTier tier, string venue, TierFind<Quote> find) => _reads.Add(new TierRead<Quote>(tier, venue, (_, _) =>
    {
        _asked.Add($"{tier.ToString().ToLowerInvariant()} {venue}");
        return ValueTask.FromResult(find);
    }));

    private Task<TieredAnswer<Quote>> ReadAsync(VenueChoice venue = default) =>
        TierReader.ReadAsync(_reads, TierRule.State, new MarketQuestion("BTC-USD", Now, Now), v => venue.Accepts(v, "kraken"), CancellationToken.None);
}
