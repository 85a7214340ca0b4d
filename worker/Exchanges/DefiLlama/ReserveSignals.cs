using CryptoRun.Domain.Premove;

namespace CryptoRun.Worker.Exchanges.DefiLlama;

/// <summary>What the reserves of exchanges say of a coin, as the pre-movement detector takes it. Null: not known.</summary>
/// <param name="ReservesChange7d">Change of the coins held over 7 days, fraction; coins and not USD, so that a price alone moves nothing. Exchanges count that are known at both ends.</param>
/// <param name="WithdrawalsUsd24h">What left exchanges over 24 h beyond what came, USD: a lower bound of the withdrawals, which nobody publishes.</param>
internal sealed record ReserveSignals(FeedReading? ReservesChange7d, FeedReading? WithdrawalsUsd24h)
{
    /// <summary>Nothing is known.</summary>
    public static ReserveSignals None { get; } = new(null, null);
}
