using System.Text.Json;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Exchanges.KrakenFutures;

/// <summary>Answers to domain types. Decimal text becomes decimal. What cannot be used is counted in <paramref name="anomalies"/> and left out; the rest of the answer stays.</summary>
/// <param name="anomalies">Where unusable records are counted.</param>
internal sealed class KrakenFuturesParser(WireAnomalies anomalies)
{
    /// <summary>Venue name.</summary>
    public const string Venue = "krakenfutures";

    /// <summary>No hour costs more: Kraken caps its rate at 0.25 % an hour, twenty times that is no rate.</summary>
    private const decimal HighestRate = 0.05m;

    private const int RateDecimals = 15;
    private const int HoursPerRate = 1;

    /// <summary>The venue's own errors in an answer with status 200; null when there are none.</summary>
    public static VenueFailure? FailureIn(byte[] body, string what) => WireJson.Read(body, FuturesJson.Default.FuturesAnswer) switch
    {
        null => WireJson.Malformed(Venue, what, body),
        { Result: "success" } => null,
        var answer => new VenueFailure(KindOf(answer.Error ?? ""), $"{Venue} {what}: {answer.Error ?? answer.Result}."),
    };

    /// <inheritdoc cref="FailureIn" />
    public static VenueFailure? FailureInChart(byte[] body, string what) => WireJson.Read(body, FuturesJson.Default.FuturesChart) switch
    {
        { Errors: { ValueKind: JsonValueKind.Array } errors } when errors.GetArrayLength() > 0 => new VenueFailure(VenueFailureKind.Refused, $"{Venue} {what}: {errors}."),
        { Result: not null } => null,
        _ => WireJson.Malformed(Venue, what, body),
    };

    /// <summary>Linear perpetuals against USD; what is suspended, fixed or inverse is left out silently.</summary>
    public (IReadOnlyList<PerpetualTicker> Tickers, int Skipped) Tickers(byte[] body, DateTimeOffset receivedAt)
    {
        var answer = WireJson.Read(body, FuturesJson.Default.FuturesAnswer)!;
        var time = answer.ServerTime is { } stamp && stamp < receivedAt ? stamp.ToUniversalTime() : receivedAt;
        List<PerpetualTicker> tickers = [];
        var skipped = 0;
        foreach (var record in WireJson.Items(answer.Tickers))
        {
            if (WireJson.Read(record, FuturesJson.Default.FuturesTicker) is not { } wire) skipped += anomalies.Skip("ticker", record);
            else if (wire.Tag != "perpetual" || wire.Suspended || KrakenFuturesSymbols.ToCanonical(wire.Symbol) is not { } symbol) continue;
            else if (wire is not { MarkPrice: { } mark, OpenInterest: { } open } || !PerpetualRules.IsPrice(mark) || !PerpetualRules.IsOpen(open)) skipped += anomalies.Skip("ticker: price or open interest", record);
            else tickers.Add(new PerpetualTicker(symbol, new MarkPrice(time, mark), new OpenContracts(time, open, OpenInterestUnit.Coins), Running(Hour(time), wire.FundingRate, mark)));
        }

        return (tickers, skipped);
    }

    /// <summary>Settled rates since an instant, oldest first, each hour once.</summary>
    public (IReadOnlyList<FundingRate> Rates, int Skipped) Funding(byte[] body, DateTimeOffset since, DateTimeOffset now)
    {
        SortedDictionary<DateTimeOffset, FundingRate> rates = [];
        var skipped = 0;
        foreach (var record in WireJson.Items(WireJson.Read(body, FuturesJson.Default.FuturesAnswer)!.Rates))
        {
            if (WireJson.Read(record, FuturesJson.Default.FuturesRate) is not { } wire) skipped += anomalies.Skip("funding rate", record);
            else if (wire.Timestamp < since) continue;
            else if (wire.Timestamp > now || Rate(wire.Timestamp.ToUniversalTime(), wire.RelativeFundingRate) is not { } rate) skipped += anomalies.Skip("funding rate: out of range", record);
            else rates[rate.Time] = rate;
        }

        return ([.. rates.Values], skipped);
    }

    /// <summary>Open interest at the end of each hour that is over, oldest first.</summary>
    public (IReadOnlyList<OpenContracts> Hours, int Skipped) OpenInterest(byte[] body, DateTimeOffset now)
    {
        var series = WireJson.Read(body, FuturesJson.Default.FuturesChart)!.Result!;
        List<OpenContracts> hours = [];
        var skipped = 0;
        for (var i = 0; i < Math.Min(series.Timestamp.Count, series.Data.Count); i++)
        {
            // A row has open, high, low and close of the hour that begins at its time.
            if (Close(series.Data[i]) is not { } count || !PerpetualRules.IsOpen(count) || WireTime.Seconds(series.Timestamp[i]) is not { } begin)
            {
                skipped += anomalies.Skip("open interest", series.Data[i]);
                continue;
            }

            var end = begin + CandleSeries.BarWidth;
            if (end <= now && (hours.Count == 0 || end > hours[^1].Time)) hours.Add(new OpenContracts(end, count, OpenInterestUnit.Coins));
        }

        return (hours, skipped);
    }

    private static DateTimeOffset Hour(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % CandleSeries.BarWidth.Ticks), TimeSpan.Zero);

    /// <summary>The rate of an hour is decided at its beginning. The bound comes first: a quotient of two arbitrary numbers may be no decimal.</summary>
    private static RunningFunding? Running(DateTimeOffset hour, decimal? usd, decimal mark) =>
        usd is { } absolute && Math.Abs(absolute) <= HighestRate * mark && Rate(hour, absolute / mark) is { } rate ? new RunningFunding(rate.Time, rate.Rate, rate.IntervalHours, IsFixed: true) : null;

    private static FundingRate? Rate(DateTimeOffset time, decimal? relative) =>
        relative is { } rate && Math.Abs(rate) <= HighestRate ? new FundingRate(time, Math.Round(rate, RateDecimals), HoursPerRate) : null;

    private static decimal? Close(JsonElement row) => row.ValueKind == JsonValueKind.Array && row.GetArrayLength() > 0 ? WireJson.Number(row[row.GetArrayLength() - 1]) : WireJson.Number(row);

    private static VenueFailureKind KindOf(string error) => error switch
    {
        "apiLimitExceeded" => VenueFailureKind.RateLimited,
        "Server Error" or "Unavailable" or "marketUnavailable" => VenueFailureKind.ServerError,
        _ when error.Contains("symbol", StringComparison.OrdinalIgnoreCase) || error.Contains("notFound", StringComparison.OrdinalIgnoreCase) => VenueFailureKind.UnknownSymbol,
        _ => VenueFailureKind.Refused,
    };
}
