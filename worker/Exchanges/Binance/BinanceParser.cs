using System.Text.Json;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Exchanges.Binance;

/// <summary>Answers to domain types. Decimal text becomes decimal. What cannot be used is counted in <paramref name="anomalies"/> and left out; the rest of the answer stays.</summary>
/// <param name="anomalies">Where unusable records are counted.</param>
internal sealed class BinanceParser(WireAnomalies anomalies)
{
    /// <summary>Venue name.</summary>
    public const string Venue = "binance";

    /// <summary>The venue's own errors, which come with status 200 as with others; null when there are none.</summary>
    public static VenueFailure? FailureIn(byte[] body, string what)
    {
        if (body.AsSpan().TrimStart(" \t\r\n"u8) is [(byte)'[', ..] && List(body) is not null) return null;

        return WireJson.Read(body, BinanceJson.Default.BinanceAnswer) switch
        {
            null => WireJson.Malformed(Venue, what, body),
            { Code: { } code } error when code != 200 => new VenueFailure(KindOf(code), $"{Venue} {what}: {code} {error.Msg}"),
            _ => null,
        };
    }

    /// <summary>The perpetuals that are read.</summary>
    /// <param name="exchangeInfo">All contracts.</param>
    /// <param name="fundingInfo">Intervals of those that have not the usual one.</param>
    public (PerpetualListing Listing, int Skipped) Listing(byte[] exchangeInfo, byte[] fundingInfo)
    {
        var skipped = 0;
        Dictionary<string, int> hours = new(StringComparer.Ordinal);
        foreach (var record in List(fundingInfo) ?? [])
        {
            if (WireJson.Read(record, BinanceJson.Default.BinanceFundingInfo) is { } wire && PerpetualRules.Hours(wire.FundingIntervalHours) is { } interval) hours[wire.Symbol] = interval;
            else skipped += anomalies.Skip("funding interval", record);
        }

        List<PerpetualContract> contracts = [];
        foreach (var record in WireJson.Items(WireJson.Read(exchangeInfo, BinanceJson.Default.BinanceAnswer)?.Symbols ?? default))
        {
            if (WireJson.Read(record, BinanceJson.Default.BinanceContract) is not { } wire) skipped += anomalies.Skip("contract", record);
            else if (BinanceSymbols.ToContract(wire, hours.GetValueOrDefault(wire.Symbol, BinanceSymbols.UsualHours)) is { } contract) contracts.Add(contract);
        }

        return (new PerpetualListing(contracts), skipped);
    }

    /// <summary>Marks and the running interval of the perpetuals that are listed; open interest is not in this answer.</summary>
    public (IReadOnlyList<PerpetualTicker> Tickers, int Skipped) Tickers(byte[] body, PerpetualListing listing, DateTimeOffset receivedAt)
    {
        List<PerpetualTicker> tickers = [];
        var skipped = 0;
        foreach (var record in List(body) ?? [])
        {
            if (WireJson.Text(record, "symbol") is not { } name) skipped += anomalies.Skip("ticker", record);
            else if (listing.Named(name) is not { } contract) continue;
            else if (WireJson.Read(record, BinanceJson.Default.BinancePremium) is not { } wire || !PerpetualRules.IsPrice(wire.MarkPrice / contract.Coins) || WireTime.Milliseconds(wire.Time) is not { } time) skipped += anomalies.Skip("ticker: price or time", record);
            else
            {
                var mark = new MarkPrice(time < receivedAt ? time : receivedAt, wire.MarkPrice / contract.Coins);
                tickers.Add(new PerpetualTicker(contract.Symbol, mark, null, Running(wire, contract, receivedAt)));
            }
        }

        return (tickers, skipped);
    }

    /// <summary>Settled rates since an instant, oldest first, each settlement once.</summary>
    public (IReadOnlyList<FundingRate> Rates, int Skipped) Funding(byte[] body, PerpetualContract contract, DateTimeOffset since, DateTimeOffset now)
    {
        SortedDictionary<DateTimeOffset, decimal> settled = [];
        var skipped = 0;
        foreach (var record in List(body) ?? [])
        {
            if (WireJson.Read(record, BinanceJson.Default.BinanceFunding) is not { } wire || WireTime.Milliseconds(wire.FundingTime) is not { } time) skipped += anomalies.Skip("funding rate", record);
            else if (time > now || !PerpetualRules.IsRate(wire.FundingRate)) skipped += anomalies.Skip("funding rate: out of range", record);
            else settled[PerpetualRules.Settlement(time)] = wire.FundingRate;
        }

        return (FundingSteps.Of(settled, since, contract.IntervalHours), skipped);
    }

    /// <summary>Open interest at the full hours of the past, in USD, oldest first.</summary>
    public (IReadOnlyList<OpenContracts> Hours, int Skipped) OpenInterestHours(byte[] body, DateTimeOffset now)
    {
        SortedDictionary<DateTimeOffset, OpenContracts> hours = [];
        var skipped = 0;
        foreach (var record in List(body) ?? [])
        {
            if (WireJson.Read(record, BinanceJson.Default.BinanceOpenInterestHour) is not { } wire || WireTime.Milliseconds(wire.Timestamp) is not { } time || time > now || !PerpetualRules.IsOpen(wire.SumOpenInterestValue))
                skipped += anomalies.Skip("open interest", record);
            else hours[time] = new OpenContracts(time, wire.SumOpenInterestValue, OpenInterestUnit.Usd);
        }

        return ([.. hours.Values], skipped);
    }

    /// <summary>Open interest now; none when it cannot be used.</summary>
    public (IReadOnlyList<OpenContracts> Now, int Skipped) OpenInterest(byte[] body, PerpetualContract contract, DateTimeOffset receivedAt) =>
        WireJson.Read(body, BinanceJson.Default.BinanceOpenInterest) is { } wire && PerpetualRules.IsOpen(wire.OpenInterest, contract.Coins) && WireTime.Milliseconds(wire.Time) is { } time
            ? ([new OpenContracts(time < receivedAt ? time : receivedAt, wire.OpenInterest * contract.Coins, OpenInterestUnit.Coins)], 0)
            : ([], anomalies.Skip("open interest", WireJson.Excerpt(body)));

    private static RunningFunding? Running(BinancePremium wire, PerpetualContract contract, DateTimeOffset receivedAt) =>
        PerpetualRules.Estimate(WireJson.Number(wire.LastFundingRate), WireTime.Milliseconds(wire.NextFundingTime), contract.IntervalHours, receivedAt);

    private static JsonElement[]? List(byte[] body) => WireJson.Read(body, BinanceJson.Default.JsonElementArray);

    private static VenueFailureKind KindOf(int code) => code switch
    {
        -1003 or -1008 or -1015 => VenueFailureKind.RateLimited,
        -1000 or -1001 or -1006 or -1007 or -1016 => VenueFailureKind.ServerError,
        -1121 or -1122 => VenueFailureKind.UnknownSymbol,
        _ => VenueFailureKind.Refused,
    };
}
