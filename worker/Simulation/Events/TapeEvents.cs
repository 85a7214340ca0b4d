using System.Collections.Concurrent;
using CryptoRun.Domain.Markets;

namespace CryptoRun.Worker.Simulation.Events;

/// <summary>
/// The calendar of a simulated market: a pure function of tape and instant. Every coin has an occasion every few weeks. Of two weeks' busiest hours some are announced beforehand, and about as many occasions lead
/// nowhere; which is which nothing tells: titles, tiers and how long before they are announced are drawn without a look at the market. What a reader learns of the future is when something is scheduled.
/// </summary>
/// <param name="tape">The market as it is.</param>
internal sealed class TapeEvents(IMarketTape tape)
{
    private const int SlotDays = 14;
    private const int SlotsAhead = 5;
    private const double Announced = 0.4;
    private const double Idle = 0.35;
    private const decimal Busy = 6;
    private static readonly TimeSpan Slot = TimeSpan.FromDays(SlotDays);
    private static readonly string[] Titles = ["Network upgrade", "Token unlock", "Governance vote", "Listing at another exchange", "Community call", "Mainnet release", "Partnership to be announced", "Supply burn"];

    private readonly ConcurrentDictionary<(string Symbol, int Slot), TapeEvent?> _events = new();
    private ulong? _key;

    /// <summary>What the calendar shows at an instant: what is announced and not more than two days past.</summary>
    public IReadOnlyList<TapeEvent> At(DateTimeOffset at)
    {
        if (tape.Source != MarketSource.Simulated) return [];

        var now = (int)Math.Floor((at - SimulatedMarket.Epoch) / Slot);
        List<TapeEvent> shown = [];
        foreach (var instrument in tape.InstrumentsAt(at).Where(static i => i is { Quote: "USD", Status: TapeInstrument.Online }))
        {
            for (var slot = Math.Max(0, now - 1); slot <= now + SlotsAhead; slot++)
            {
                var occasion = _events.GetOrAdd((instrument.Symbol, slot), Draw);
                if (occasion is not null && occasion.KnownAt <= at && occasion.Time >= at.AddDays(-2)) shown.Add(occasion);
            }
        }

        return shown;
    }

    /// <summary>Mood of a coin at an hour, -1 to 1: what the last day did, with a noise of its own. Nothing after the instant is looked at.</summary>
    public decimal? Mood(DateTimeOffset at, string symbol)
    {
        var hour = at.FullHour();
        if (Close(hour, symbol) is not { } now || Close(hour.AddDays(-1), symbol) is not { } before) return null;

        var noise = 0.25 * new KeyedRandom(KeyedRandom.Key(KeyedRandom.Key(KeyedRandom.Key(Key(), "mood"), symbol), (ulong)(hour.UtcTicks / TimeSpan.TicksPerHour))).Step();
        return Math.Round((decimal)Math.Clamp((4 * ((double)(now / before) - 1)) + noise, -1, 1), 3);
    }

    /// <summary>Net flow of a coin's funds on the day that ended at <paramref name="midnight"/>, USD.</summary>
    public decimal? Flow(DateTimeOffset midnight, string symbol)
    {
        if (Close(midnight, symbol) is not { } now || Close(midnight.AddDays(-1), symbol) is not { } before) return null;

        var day = tape.CandlesAt(midnight, symbol, midnight.AddDays(-1), midnight).Sum(static c => c.Candle.QuoteVolume ?? 0);
        var noise = 0.004 * new KeyedRandom(KeyedRandom.Key(KeyedRandom.Key(KeyedRandom.Key(Key(), "flow"), symbol), (ulong)(midnight.UtcTicks / TimeSpan.TicksPerDay))).Step();
        return Math.Round(day * (decimal)Math.Clamp((0.15 * ((double)(now / before) - 1)) + noise, -0.03, 0.03), 0);
    }

    private TapeEvent? Draw((string Symbol, int Slot) place)
    {
        var random = new KeyedRandom(KeyedRandom.Key(KeyedRandom.Key(KeyedRandom.Key(Key(), "events"), place.Symbol), (ulong)place.Slot));
        var (announced, idle, at, title, tier, lead) = (random.Uniform(), random.Uniform(), random.Uniform(), random.Uniform(), random.Uniform(), random.Uniform());
        var begin = SimulatedMarket.Epoch + (Slot * place.Slot);

        DateTimeOffset time;
        if (announced < Announced && Busiest(place.Symbol, begin) is { } busy) time = busy;
        else if (idle < Idle) time = begin.AddHours(Math.Floor(at * SlotDays * 24));
        else return null;

        return new TapeEvent(
            $"{place.Symbol}-{place.Slot}", place.Symbol, time, Announcement(time, lead), Titles[(int)(title * Titles.Length)],
            tier < 0.2 ? EventTier.Major : tier < 0.6 ? EventTier.Minor : EventTier.Info);
    }

    private static DateTimeOffset Announcement(DateTimeOffset time, double lead) => time.AddHours(-Math.Floor(24 * (3 + (lead * lead * 57))));

    /// <summary>The hour of a slot that was traded far more than the slot's usual one; null where there is none.</summary>
    private DateTimeOffset? Busiest(string symbol, DateTimeOffset begin)
    {
        var hours = tape.CandlesAt(begin + Slot, symbol, begin, begin + Slot);
        if (hours.Count == 0) return null;

        var usual = hours.Average(static c => c.Candle.Volume);
        var busiest = hours.MaxBy(static c => c.Candle.Volume).Candle;
        return busiest.Volume > usual * Busy ? busiest.OpenTime : null;
    }

    private decimal? Close(DateTimeOffset hour, string symbol) => tape.CandlesAt(hour, symbol, hour.AddHours(-1), hour) is [.., var last] ? last.Candle.Close : null;

    /// <summary>The market's own first hour stands for its seed.</summary>
    private ulong Key()
    {
        if (_key is { } known) return known;
        var first = SimulatedMarket.Epoch.AddHours(1);
        var key = KeyedRandom.Key(0, "calendar");
        foreach (var instrument in tape.InstrumentsAt(first).Take(3))
            key = KeyedRandom.Key(key, (ulong)(tape.CandlesAt(first, instrument.Symbol, SimulatedMarket.Epoch, first).Sum(static c => c.Candle.Volume) * 1000));
        _key = key;
        return key;
    }
}

/// <summary>An occasion of the simulated market.</summary>
/// <param name="Id">Its name in the calendar.</param>
/// <param name="Symbol">Canonical symbol.</param>
/// <param name="Time">When it happens.</param>
/// <param name="KnownAt">When it was announced.</param>
/// <param name="Title">Words.</param>
/// <param name="Tier">Weight.</param>
internal sealed record TapeEvent(string Id, string Symbol, DateTimeOffset Time, DateTimeOffset KnownAt, string Title, EventTier Tier);
