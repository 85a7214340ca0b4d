using CryptoRun.Domain.Markets;

namespace CryptoRun.Domain.Tests.Markets;

/// <summary>Books for tests, made as an exchange's adapter makes them.</summary>
internal sealed class NativeBooks : ExchangeBookSource
{
    private NativeBooks()
    {
    }

    public static ExchangeNativeBook Of(
        DateTimeOffset time, (decimal Price, decimal Size)[] bids, (decimal Price, decimal Size)[] asks, BookIntegrity integrity = BookIntegrity.Verified, string venue = "kraken") =>
        Native(time, "SOL-USD", venue, integrity, [.. bids.Select(l => new BookLevel(l.Price, l.Size))], [.. asks.Select(l => new BookLevel(l.Price, l.Size))]);
}
