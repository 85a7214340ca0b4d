using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;

namespace CryptoRun.Worker.Tests.Exchanges;

/// <summary>What may come out of an adapter, whatever went in.</summary>
internal static class FuzzChecks
{
    /// <summary>Throws for a value that no market can have produced, and for one that is not known here.</summary>
    public static void Sane(object value, DateTimeOffset now)
    {
        switch (value)
        {
            case QuoteUpdate { Quote: var quote }:
                Sane(quote, now);
                break;
            case TradeUpdate update:
                if (update.Trades.Count == 0 || update.Symbol.Length == 0) throw new InvalidOperationException("no trades");
                foreach (var trade in update.Trades) Sane(trade, now);
                break;
            case CandleUpdate update:
                Require(CandleRules.Broken(update.Candle, update.Interval, now) is null && update.Interval > TimeSpan.Zero, value);
                break;
            case Quote quote:
                Require(QuoteRules.Broken(quote.Last, quote.Bid, quote.Ask) is null && quote.ExchangeTime <= now && quote.Symbol.Length > 0, value);
                break;
            case Trade trade:
                Require(TradeRules.Broken(trade) is null && trade.Time <= now, value);
                break;
            case Candle candle:
                Require(CandleRules.Broken(candle, TimeSpan.FromMinutes(1), now) is null, value);
                break;
            case Instrument instrument:
                Require(instrument.Symbol.Length > 2 && instrument.Base.Length > 0 && instrument.Quote.Length > 0, value);
                break;
            case PerpetualTicker ticker:
                Require(ticker.Mark.Price > 0 && ticker.Contracts is not { Count: < 0 } && ticker.Mark.Time <= now && ticker.Symbol.Length > 0, value);
                if (ticker.Funding is { } funding) Sane(funding, now);
                break;
            case FundingRate rate:
                Require(Math.Abs(rate.Rate) < 1 && rate.IntervalHours is >= 1 and <= 24 && rate.Time <= now, value);
                break;
            case RunningFunding running:
                Require(Math.Abs(running.Rate) < 1 && running.IntervalHours is >= 1 and <= 24 && running.Begin <= now, value);
                break;
            case OpenContracts contracts:
                Require(contracts.Count >= 0 && contracts.Time <= now, value);
                break;
            case ExchangeNativeBook book:
                Require(book.ExchangeTime <= now && book.Integrity == BookIntegrity.Verified, book.Symbol);
                Uncrossed(book);
                break;
            case InstrumentUpdate { Instrument: var instrument }:
                Sane(instrument, now);
                break;
            case BookOpened or VenueFailure:
                break;
            default:
                throw new InvalidOperationException($"{value.GetType().Name} is not known to the checks.");
        }
    }

    /// <summary>What a reader gave: the value, or the failure with nothing beside it.</summary>
    public static object ValueOf<T>(VenueResult<T> result)
        where T : class
    {
        if ((result.Value is null) == (result.Failure is null)) throw new InvalidOperationException("A value beside a failure, or neither.");
        return (object?)result.Value ?? result.Failure!;
    }

    /// <summary>A book that is trusted is ordered, positive and not crossed. Order and sign are judged where it is taken.</summary>
    public static void Sane(LiveBook book, DateTimeOffset now)
    {
        if (book.IsTrusted && book.At(now) is { } taken) Uncrossed(taken);
    }

    private static void Uncrossed(ExchangeNativeBook book)
    {
        if (book.Bids.Count > 0 && book.Asks.Count > 0 && book.Integrity == BookIntegrity.Verified) Require(book.Bids[0].Price < book.Asks[0].Price, book.Symbol);
    }

    private static void Require(bool holds, object value)
    {
        if (!holds) throw new InvalidOperationException($"Nonsense passed: {value}");
    }
}
