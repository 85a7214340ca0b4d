using System.Globalization;
using System.Text.Json;

namespace CryptoRun.Worker.Simulation.DefiLlama;

/// <summary>Bodies of the aggregator's answers.</summary>
/// <param name="tape">The market as the aggregator shows it.</param>
/// <param name="reserves">What exchanges hold.</param>
internal sealed class DefiLlamaAnswers(IMarketTape tape, TapeReserves reserves)
{
    private const int Days = 30;
    private const decimal StablecoinsUsd = 2.4e11m;
    private const decimal DailyGrowth = 0.0003m;
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);
    private static readonly (string Chain, string Coin, decimal Coins)[] Chains =
        [("Ethereum", "ETH", 18e6m), ("Solana", "SOL", 5.5e7m), ("Bitcoin", "BTC", 7.4e4m), ("Avalanche", "AVAX", 6e7m), ("Sui", "SUI", 6.2e8m), ("Near", "NEAR", 6e7m), ("Cardano", "ADA", 4e8m)];

    private static readonly (string Slug, string Category, string Coin, decimal Coins)[] Protocols =
        [("lido", "Liquid Staking", "LDO", 3e10m), ("aave-v3", "Lending", "AAVE", 1.6e8m), ("uniswap-v3", "Dexs", "UNI", 4e8m), ("pendle", "Yield", "PENDLE", 1.8e9m)];

    private static readonly (string Symbol, decimal Share)[] Stablecoins = [("USDT", 0.62m), ("USDC", 0.27m), ("DAI", 0.06m), ("USDE", 0.05m)];

    /// <summary>protocols: exchanges and a few others.</summary>
    public byte[] Listed(DateTimeOffset now) => LoopbackJson.Write(w =>
    {
        w.WriteStartArray();
        foreach (var (slug, name, share) in TapeReserves.Exchanges)
        {
            if (Held(slug, share, now) is not { Count: > 0 } held) continue;
            Protocol(slug, name, "-", "CEX", Math.Round(held.Sum(static h => h.Amount * h.Price), 2));
        }

        foreach (var (slug, category, coin, coins) in Protocols)
        {
            if (Price(now, $"{coin}-USD") is { } price) Protocol(slug, slug, coin, category, Math.Round(coins * price, 2));
        }

        w.WriteEndArray();

        void Protocol(string slug, string name, string symbol, string category, decimal tvl)
        {
            w.WriteStartObject();
            w.WriteString("id", slug);
            w.WriteString("name", name);
            w.WriteString("symbol", symbol);
            w.WriteString("slug", slug);
            w.WriteString("category", category);
            w.WriteNumber("tvl", tvl);
            w.WriteNull("mcap");
            w.WriteEndObject();
        }
    });

    /// <summary>protocol/{slug}: coins of an exchange, daily and as of the hour; null where there is no such exchange.</summary>
    public byte[]? Detail(string exchange, DateTimeOffset now)
    {
        var (slug, name, share) = TapeReserves.Exchanges.FirstOrDefault(e => e.Slug == exchange);
        if (slug is null || tape.InstrumentsAt(now).Count == 0) return null;

        var today = now.Midnight();
        var hour = now.FullHour();
        List<(DateTimeOffset Time, List<Holding> Held)> history = [.. Enumerable.Range(0, Days + 1).Select(d => today.AddDays(d - Days)).Append(hour).Distinct().Select(t => (t, Held(slug, share, t)))];
        return LoopbackJson.Write(w =>
        {
            w.WriteStartObject();
            w.WriteString("name", name);
            w.WriteString("category", "CEX");
            w.WriteStartObject("currentChainTvls");
            var held = history[^1].Held;
            foreach (var (chain, coin, _) in Chains) w.WriteNumber(chain, Math.Round(held.Where(h => h.Coin == coin).Sum(static h => h.Amount * h.Price), 2));
            w.WriteEndObject();
            Tokens(w, "tokensInUsd", history, static h => Math.Round(h.Amount * h.Price, 2));
            Tokens(w, "tokens", history, static h => h.Amount);
            w.WriteEndObject();
        });
    }

    /// <summary>v2/chains.</summary>
    public byte[] OfChains(DateTimeOffset now) => LoopbackJson.Write(w =>
    {
        w.WriteStartArray();
        foreach (var (chain, coin, coins) in Chains)
        {
            if (Price(now, $"{coin}-USD") is not { } price) continue;
            w.WriteStartObject();
            w.WriteString("name", chain);
            w.WriteString("tokenSymbol", coin);
            w.WriteNumber("tvl", Math.Round(coins * price, 2));
            w.WriteEndObject();
        }

        w.WriteEndArray();
    });

    /// <summary>stablecoins with their prices.</summary>
    public byte[] OfStablecoins(DateTimeOffset now) => LoopbackJson.Write(w =>
    {
        w.WriteStartObject();
        w.WriteStartArray("peggedAssets");
        foreach (var (symbol, share) in Stablecoins)
        {
            if (Supply(now) is not { } supply) continue;
            w.WriteStartObject();
            w.WriteString("symbol", symbol);
            w.WriteString("pegType", "peggedUSD");
            Pegged(w, "circulating", Math.Round(supply * share, 2));
            w.WriteNumber("price", tape.PriceAt(now, $"{symbol}-USD")?.Last ?? 1);
            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteEndObject();
    });

    /// <summary>stablecoincharts/all: the days of three months.</summary>
    public byte[] OfStablecoinDays(DateTimeOffset now) => LoopbackJson.Write(w =>
    {
        var today = now.Midnight();
        w.WriteStartArray();
        for (var day = today.AddDays(-90); day <= today; day = day.AddDays(1))
        {
            if (Supply(day) is not { } supply) continue;
            w.WriteStartObject();
            w.WriteString("date", day.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
            Pegged(w, "totalCirculating", supply);
            Pegged(w, "totalCirculatingUSD", supply);
            w.WriteEndObject();
        }

        w.WriteEndArray();
    });

    private static void Pegged(Utf8JsonWriter w, string name, decimal usd)
    {
        w.WriteStartObject(name);
        w.WriteNumber("peggedUSD", usd);
        w.WriteEndObject();
    }

    private static void Tokens(Utf8JsonWriter w, string name, List<(DateTimeOffset Time, List<Holding> Held)> history, Func<Holding, decimal> value)
    {
        w.WriteStartArray(name);
        foreach (var (time, held) in history)
        {
            w.WriteStartObject();
            w.WriteNumber("date", time.ToUnixTimeSeconds());
            w.WriteStartObject("tokens");
            foreach (var holding in held) w.WriteNumber(holding.Coin, value(holding));
            w.WriteEndObject();
            w.WriteEndObject();
        }

        w.WriteEndArray();
    }

    private List<Holding> Held(string slug, double share, DateTimeOffset at)
    {
        List<Holding> held = [];
        foreach (var instrument in tape.InstrumentsAt(at).Where(static i => i is { Quote: "USD", Status: TapeInstrument.Online }))
        {
            if (reserves.Amount(slug, share, instrument.Symbol, at) is { } amount && Price(at, instrument.Symbol) is { } price) held.Add(new Holding(instrument.Base, amount, price));
        }

        return held;
    }

    /// <summary>Supply grows, and faster while the market of a month rises.</summary>
    private decimal? Supply(DateTimeOffset at)
    {
        if (reserves.PriceAt(at, "BTC-USD") is not { } now) return null;
        var month = reserves.PriceAt(at - Month, "BTC-USD") is { } before ? Math.Clamp((now / before) - 1, -0.5m, 0.5m) : 0;
        return Math.Round(StablecoinsUsd * (1 + (DailyGrowth * (decimal)(at - SimulatedMarket.Epoch).TotalDays)) * (1 + (0.08m * month)), 2);
    }

    /// <summary>As the aggregator shows it: its faults included.</summary>
    private decimal? Price(DateTimeOffset at, string symbol)
    {
        var hour = at.FullHour();
        return tape.CandlesAt(at, symbol, hour.AddHours(-1), hour) is [.., var last] ? last.Candle.Close : null;
    }

    private sealed record Holding(string Coin, decimal Amount, decimal Price);
}
