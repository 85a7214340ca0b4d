using System.Text.Json;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Exchanges.Bybit;

/// <summary>Answers to domain types. Decimal text becomes decimal. What cannot be used is counted in <paramref name="anomalies"/> and left out; the rest of the answer stays.</summary>
/// <param name="anomalies">Where unusable records are counted.</param>
internal sealed class BybitParser(WireAnomalies anomalies)
{
    /// <summary>Venue name.</summary>
    public const string Venue = "bybit";

    /// <summary>The venue's own errors in an answer with status 200; null when there are none.</summary>
    public static VenueFailure? FailureIn(byte[] body, string what) => WireJson.Read(body, BybitJson.Default.BybitAnswer) switch
    {
        { RetCode: 0, Result: not null } => null,
        { RetCode: not 0 } error => new VenueFailure(KindOf(error.RetCode, error.RetMsg ?? ""), $"{Venue} {what}: {error.RetCode} {error.RetMsg}"),
        _ => WireJson.Malformed(Venue, what, body),
    };

    /// <summary>The perpetuals of a page that are read, and where the next page begins; null after the last.</summary>
    public (IReadOnlyList<PerpetualContract> Contracts, string? Next, int Skipped) Contracts(byte[] body)
    {
        var answer = WireJson.Read(body, BybitJson.Default.BybitAnswer);
        List<PerpetualContract> contracts = [];
        var skipped = 0;
        foreach (var record in Items(answer))
        {
            if (WireJson.Read(record, BybitJson.Default.BybitContract) is not { } wire) skipped += anomalies.Skip("contract", record);
            else if (BybitSymbols.ToContract(wire) is { } contract) contracts.Add(contract);
        }

        return (contracts, answer?.Result?.NextPageCursor is { Length: > 0 } next ? next : null, skipped);
    }

    /// <summary>Marks, open interest and the running interval of the perpetuals that are listed.</summary>
    public (IReadOnlyList<PerpetualTicker> Tickers, int Skipped) Tickers(byte[] body, PerpetualListing listing, DateTimeOffset receivedAt)
    {
        var answer = WireJson.Read(body, BybitJson.Default.BybitAnswer);
        var time = WireTime.Milliseconds(answer?.Time) is { } stamp && stamp < receivedAt ? stamp : receivedAt;
        List<PerpetualTicker> tickers = [];
        var skipped = 0;
        foreach (var record in Items(answer))
        {
            if (WireJson.Text(record, "symbol") is not { } name) skipped += anomalies.Skip("ticker", record);
            else if (listing.Named(name) is not { } contract) continue;
            else if (WireJson.Read(record, BybitJson.Default.BybitTicker) is not { } wire || !PerpetualRules.IsPrice(wire.MarkPrice / contract.Coins) || !PerpetualRules.IsOpen(wire.OpenInterest, contract.Coins))
                skipped += anomalies.Skip("ticker: price or open interest", record);
            else
            {
                var (mark, open) = (new MarkPrice(time, wire.MarkPrice / contract.Coins), new OpenContracts(time, wire.OpenInterest * contract.Coins, OpenInterestUnit.Coins));
                tickers.Add(new PerpetualTicker(contract.Symbol, mark, open, Running(wire, contract, receivedAt)));
            }
        }

        return (tickers, skipped);
    }

    /// <summary>A page of settled rates, in the order of the wire.</summary>
    public (IReadOnlyList<KeyValuePair<DateTimeOffset, decimal>> Rates, int Skipped) Funding(byte[] body, DateTimeOffset now)
    {
        List<KeyValuePair<DateTimeOffset, decimal>> rates = [];
        var skipped = 0;
        foreach (var record in Items(WireJson.Read(body, BybitJson.Default.BybitAnswer)))
        {
            if (WireJson.Read(record, BybitJson.Default.BybitFunding) is not { } wire || WireTime.Milliseconds(wire.FundingRateTimestamp) is not { } time) skipped += anomalies.Skip("funding rate", record);
            else if (time > now || !PerpetualRules.IsRate(wire.FundingRate)) skipped += anomalies.Skip("funding rate: out of range", record);
            else rates.Add(new(PerpetualRules.Settlement(time), wire.FundingRate));
        }

        return (rates, skipped);
    }

    /// <summary>A page of open interest, in coins, in the order of the wire.</summary>
    public (IReadOnlyList<KeyValuePair<DateTimeOffset, decimal>> Hours, int Skipped) OpenInterest(byte[] body, PerpetualContract contract, DateTimeOffset now)
    {
        List<KeyValuePair<DateTimeOffset, decimal>> hours = [];
        var skipped = 0;
        foreach (var record in Items(WireJson.Read(body, BybitJson.Default.BybitAnswer)))
        {
            if (WireJson.Read(record, BybitJson.Default.BybitOpenInterest) is { } wire && WireTime.Milliseconds(wire.Timestamp) is { } time && time <= now && PerpetualRules.IsOpen(wire.OpenInterest, contract.Coins))
                hours.Add(new(time, wire.OpenInterest * contract.Coins));
            else skipped += anomalies.Skip("open interest", record);
        }

        return (hours, skipped);
    }

    private static RunningFunding? Running(BybitTicker wire, PerpetualContract contract, DateTimeOffset receivedAt) => PerpetualRules.Estimate(
        WireJson.Number(wire.FundingRate),
        WireTime.Milliseconds(WireJson.Whole(wire.NextFundingTime)),
        PerpetualRules.Hours(WireJson.Number(wire.FundingIntervalHour)) ?? contract.IntervalHours,
        receivedAt);

    private static JsonElement.ArrayEnumerator Items(BybitAnswer? answer) => WireJson.Items(answer?.Result?.List ?? default);

    private static VenueFailureKind KindOf(int code, string message) => code switch
    {
        10006 or 10018 or 10429 => VenueFailureKind.RateLimited,
        10000 or 10016 => VenueFailureKind.ServerError,
        10029 => VenueFailureKind.UnknownSymbol,
        10001 when message.Contains("symbol", StringComparison.OrdinalIgnoreCase) => VenueFailureKind.UnknownSymbol,
        _ => VenueFailureKind.Refused,
    };
}
