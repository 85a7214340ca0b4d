namespace CryptoRun.Worker.Markets.Tiers;

/// <summary>What an age means for a kind of data.</summary>
/// <param name="WarmSeconds">Oldest that is warm.</param>
/// <param name="IsByReceipt">
/// Whether the age counts from the receipt: a list of candles, rates or trades is as old as its last confirmation, however long ago its last item was. Prices and books are as old as
/// the venue says.
/// </param>
internal sealed record TierRule(double WarmSeconds, bool IsByReceipt)
{
    /// <summary>Oldest that is hot.</summary>
    public const double HotSeconds = 5;

    /// <summary>A price or a book.</summary>
    public static TierRule State { get; } = new(60, IsByReceipt: false);

    /// <summary>Candles and trades.</summary>
    public static TierRule List { get; } = new(60, IsByReceipt: true);

    /// <summary>What changes by the hour and lives longer than a minute in the cache.</summary>
    public static TierRule Hourly { get; } = new(900, IsByReceipt: true);

    /// <summary>Age in seconds; what is stamped in the future has none.</summary>
    public double AgeOf<T>(TierFind<T> find, DateTimeOffset now)
        where T : class => Math.Max(0, (now - (IsByReceipt ? find.ReceivedAt : find.ExchangeTime)).TotalSeconds);

    /// <summary>The worse of where a value came from and what its age allows.</summary>
    public DataTier TierOf(DataTier source, double ageSeconds)
    {
        var byAge = ageSeconds <= HotSeconds ? DataTier.Hot : ageSeconds <= WarmSeconds ? DataTier.Warm : DataTier.Cold;
        return byAge > source ? byAge : source;
    }
}
