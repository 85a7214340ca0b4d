namespace CryptoRun.Worker.Simulation;

/// <summary>A perpetual as a venue with contracts against USDT lists it: of cheap coins a contract is a thousand.</summary>
/// <param name="Name">The venue's name, <c>1000PEPEUSDT</c>.</param>
/// <param name="BaseAsset">What it calls the base, <c>1000PEPE</c>.</param>
/// <param name="Instrument">The pair.</param>
/// <param name="Coins">Coins in one contract.</param>
internal sealed record LoopbackContract(string Name, string BaseAsset, TapeInstrument Instrument, decimal Coins)
{
    private const int CheapDecimals = 8;
    private const decimal Thousand = 1000;

    /// <summary>The tape's perpetuals, with what they are now, in the tape's order.</summary>
    /// <param name="tape">The market.</param>
    /// <param name="at">Instant.</param>
    /// <param name="behind">Whether the thousand is written behind the coin, <c>SHIB1000</c>.</param>
    public static IEnumerable<(LoopbackContract Contract, TapePerpetual Now)> All(IMarketTape tape, DateTimeOffset at, Func<string, bool> behind)
    {
        foreach (var instrument in tape.InstrumentsAt(at))
        {
            if (tape.PerpetualAt(at, instrument.Symbol) is { } now) yield return (Of(instrument, behind), now);
        }
    }

    /// <summary>One of them by its name; null when there is none.</summary>
    public static (LoopbackContract Contract, TapePerpetual Now)? Find(IMarketTape tape, DateTimeOffset at, Func<string, bool> behind, string name)
    {
        var contract = tape.InstrumentsAt(at).Select(i => Of(i, behind)).FirstOrDefault(c => c.Name == name);
        return contract is not null && tape.PerpetualAt(at, contract.Instrument.Symbol) is { } now ? (contract, now) : null;
    }

    private static LoopbackContract Of(TapeInstrument instrument, Func<string, bool> behind)
    {
        var coins = instrument.PriceDecimals >= CheapDecimals ? Thousand : 1;
        var name = coins == 1 ? instrument.Base : behind(instrument.Base) ? $"{instrument.Base}{coins}" : $"{coins}{instrument.Base}";
        return new LoopbackContract(name + "USDT", name, instrument, coins);
    }
}
