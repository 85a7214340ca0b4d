using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Exchanges.Okx;

/// <summary>Answers about linear perpetuals paid in USDT to domain types; all others are left out silently. What cannot be used is counted in <paramref name="anomalies"/>; the rest of the answer stays.</summary>
/// <param name="anomalies">Where unusable records are counted.</param>
internal sealed class OkxDerivativesParser(WireAnomalies anomalies)
{
    /// <summary>Venue name: its health is not that of the spot side.</summary>
    public const string Venue = "okxderivatives";

    /// <summary>The venue's own errors in an answer with status 200; null when there are none.</summary>
    public static VenueFailure? FailureIn(byte[] body, string what) =>
        OkxParser.FailureIn(body, what) is { } failure ? failure with { Message = string.Concat(Venue, failure.Message.AsSpan(OkxParser.Venue.Length)) } : null;

    /// <summary>Mark prices by canonical symbol.</summary>
    public (Dictionary<string, MarkPrice> Marks, int Skipped) Marks(byte[] body, DateTimeOffset now) => BySymbol<OkxMark, MarkPrice>(
        body, "mark price", OkxDerivativesJson.Default.OkxMark, static w => w.InstId, w => PerpetualRules.IsPrice(w.MarkPx) ? new MarkPrice(OkxParser.Time(w.Ts, now), w.MarkPx) : null);

    /// <summary>Open interest by canonical symbol.</summary>
    public (Dictionary<string, OpenContracts> Counts, int Skipped) Interest(byte[] body, DateTimeOffset now) => BySymbol<OkxInterest, OpenContracts>(
        body, "open interest", OkxDerivativesJson.Default.OkxInterest, static w => w.InstId,
        w => PerpetualRules.IsOpen(w.OiCcy) ? new OpenContracts(OkxParser.Time(w.Ts, now), w.OiCcy, OpenInterestUnit.Coins) : null);

    /// <summary>Funding of the running intervals by canonical symbol.</summary>
    public (Dictionary<string, RunningFunding> Rates, int Skipped) Funding(byte[] body, DateTimeOffset now) =>
        BySymbol(body, "funding rate", OkxDerivativesJson.Default.OkxFunding, static w => w.InstId, w => Running(w, now));

    /// <summary>One page of settled rates, any order; of what was paid, where the venue says it.</summary>
    public (SortedDictionary<DateTimeOffset, decimal> Rates, int Skipped) Settled(byte[] body, DateTimeOffset now)
    {
        SortedDictionary<DateTimeOffset, decimal> rates = [];
        var skipped = 0;
        foreach (var record in OkxParser.Records(body))
        {
            if (WireJson.Read(record, OkxDerivativesJson.Default.OkxSettlement) is not { } wire || WireTime.Milliseconds(wire.FundingTime) is not { } time) skipped += anomalies.Skip("settlement", record);
            else if (time > now || (OkxParser.Decimal(wire.RealizedRate) ?? OkxParser.Decimal(wire.FundingRate)) is not { } rate || !PerpetualRules.IsRate(rate)) skipped += anomalies.Skip("settlement: out of range", record);
            else rates[PerpetualRules.Settlement(time)] = rate;
        }

        return (rates, skipped);
    }

    /// <summary>One page of hourly open interest in coins, any order: rows of time, contracts, coins, USD.</summary>
    public (SortedDictionary<DateTimeOffset, decimal> Hours, int Skipped) InterestHours(byte[] body, DateTimeOffset now)
    {
        SortedDictionary<DateTimeOffset, decimal> hours = [];
        var skipped = 0;
        foreach (var row in OkxParser.Records(body))
        {
            if (row.ValueKind == JsonValueKind.Array && row.GetArrayLength() >= 3 && Text(row[0]) is { } stamp && OkxParser.Decimal(Text(row[2])) is { } coins
                && long.TryParse(stamp, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && WireTime.Milliseconds(milliseconds) is { } time && time <= now && PerpetualRules.IsOpen(coins))
                hours[time] = coins;
            else skipped += anomalies.Skip("open interest of an hour", row);
        }

        return (hours, skipped);
    }

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static RunningFunding? Running(OkxFunding wire, DateTimeOffset now)
    {
        if (WireTime.Milliseconds(wire.FundingTime) is not { } settled || WireTime.Milliseconds(wire.NextFundingTime) is not { } next || !PerpetualRules.IsRate(wire.FundingRate)) return null;
        return PerpetualRules.Hours((decimal)(next - settled).Ticks / TimeSpan.TicksPerHour) is { } hours && settled > DateTimeOffset.UnixEpoch.AddDays(1) && settled <= now.AddHours(hours)
            ? new RunningFunding(PerpetualRules.Settlement(settled).AddHours(-hours), wire.FundingRate, hours, IsFixed: wire.Method == "next_period")
            : null;
    }

    private (Dictionary<string, T> Values, int Skipped) BySymbol<TWire, T>(byte[] body, string kind, JsonTypeInfo<TWire> type, Func<TWire, string> name, Func<TWire, T?> read)
        where TWire : class
        where T : struct
    {
        Dictionary<string, T> values = new(StringComparer.Ordinal);
        var skipped = 0;
        foreach (var record in OkxParser.Records(body))
        {
            // Inverse contracts and those of another currency are not ours, whatever is in them.
            if (record.ValueKind == JsonValueKind.Object && record.TryGetProperty("instId", out var id) && Text(id) is { } other && OkxSymbols.OfPerpetual(other) is null) continue;
            if (WireJson.Read(record, type) is not { } wire || OkxSymbols.OfPerpetual(name(wire)) is not { } symbol) skipped += anomalies.Skip(kind, record);
            else if (read(wire) is not { } value) skipped += anomalies.Skip($"{kind}: out of range", record);
            else values[symbol] = value;
        }

        return (values, skipped);
    }
}
