namespace CryptoRun.Worker.Simulation;

/// <summary>The tape's hourly funding as a venue settles it: once every 8 hours, for some coins every 4, the sum of the hours since the settlement before.</summary>
/// <param name="tape">The market.</param>
internal sealed class FundingSettlements(IMarketTape tape)
{
    private const int Usual = 8;
    private const int Short = 4;
    private const int OneIn = 4;

    /// <summary>Hours between two settlements of a coin: 8 for the larger part, BTC and ETH among them, else 4.</summary>
    public static int IntervalHours(string symbol) => symbol.Sum(static c => c) % OneIn == 0 && symbol is not ("BTC-USD" or "ETH-USD") ? Short : Usual;

    /// <summary>The settlement before an instant, or at it.</summary>
    public static DateTimeOffset Before(string symbol, DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % (IntervalHours(symbol) * TimeSpan.TicksPerHour)), TimeSpan.Zero);

    /// <summary>Settlements with <paramref name="from"/> &lt;= time &lt;= <paramref name="at"/>, oldest first; an interval of which the tape lacks an hour is absent.</summary>
    public IReadOnlyList<(DateTimeOffset Time, decimal Rate)> Settled(DateTimeOffset at, string symbol, DateTimeOffset from)
    {
        var hours = IntervalHours(symbol);
        var rates = tape.PerpetualHours(at, symbol, from.AddHours(-hours)).Where(h => h.Begin < Before(symbol, at));
        return
        [
            .. rates.GroupBy(h => Before(symbol, h.Begin).AddHours(hours)).Where(g => g.Key >= from && g.Count() == hours)
                .Select(static g => (g.Key, g.Sum(static h => h.Rate))),
        ];
    }

    /// <summary>What the running interval will cost if the rest of it is like its hours so far.</summary>
    public decimal Estimate(DateTimeOffset at, string symbol)
    {
        var rates = tape.PerpetualHours(at, symbol, Before(symbol, at));
        return rates.Count == 0 ? 0 : Math.Round(rates.Average(static h => h.Rate) * IntervalHours(symbol), 8);
    }
}
