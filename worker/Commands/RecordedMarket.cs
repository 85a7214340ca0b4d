using System.Globalization;
using CryptoRun.Domain.Backtesting;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Markets;

namespace CryptoRun.Worker.Commands;

/// <summary>A folder of recordings as the market of a back-test: everything in it, finer bars kept for the way through an hour.</summary>
internal static class RecordedMarket
{
    private const string FundingHeader = "funding_time_ms,symbol,funding_rate";

    /// <summary>Reads it.</summary>
    /// <param name="folder">Folder of candles.</param>
    /// <param name="venue">Name of the venue they come from: its fees are paid.</param>
    /// <param name="isPerpetual">Whether they are those of perpetual futures.</param>
    /// <param name="funding">File of funding rates, or null.</param>
    /// <param name="note">Receives what was left out.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    /// <exception cref="CandleFileException">A file is wrong, in one line.</exception>
    public static BacktestMarket Read(string folder, string venue, bool isPerpetual, string? funding, Action<string> note, CancellationToken cancellationToken)
    {
        var read = RecordingFolder.Read(folder, cancellationToken);
        if (read.Rejected is [var first, ..]) throw new CandleFileException(first);
        foreach (var line in read.LeftOut) note(line);

        var rates = funding is null ? null : Funding(funding);
        var symbols = new List<MarketSymbol>();
        foreach (var symbol in read.Recordings.GroupBy(static r => r.Symbol, StringComparer.Ordinal))
        {
            var hours = symbol.SelectMany(static r => r.ToWholeHours()).OrderBy(static c => c.OpenTime).DistinctBy(static c => c.OpenTime).ToList();
            if (hours.Count == 0) continue;

            var paths = symbol.Where(static r => r.Width < CandleSeries.BarWidth).OrderBy(static r => r.Width).Select(static r => PricePath.Of((int)r.Width.TotalMinutes, r.Candles));
            symbols.Add(new MarketSymbol(CandleSeries.FromHourly(symbol.Key, venue, hours))
            {
                IsPerpetual = isPerpetual,
                Paths = [.. paths],
                Feeds = rates is null ? SymbolFeeds.None : SymbolFeeds.None with { Perpetuals = [new PerpetualFeed(venue, rates.GetValueOrDefault(symbol.Key) ?? [], [], null)] },
            });
        }

        return symbols.Count > 0 ? new BacktestMarket(MarketSource.Replay, symbols) : throw new CommandException($"{folder}: no whole hour in any recording.");
    }

    private static Dictionary<string, List<FundingRate>> Funding(string path)
    {
        using var reader = CandleFiles.OpenText(path);
        if (reader.ReadLine() is not { } header || !header.StartsWith(FundingHeader, StringComparison.Ordinal)) throw new CandleFileException($"{path}: line 1: the header must be {FundingHeader}.");

        var rows = new Dictionary<string, List<(DateTimeOffset Time, decimal Rate)>>(StringComparer.Ordinal);
        for (var line = 2; reader.ReadLine() is { } text; line++)
        {
            var cells = text.Split(',');
            if (cells.Length < 3
                || !long.TryParse(cells[0], NumberStyles.None, CultureInfo.InvariantCulture, out var time) || time > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
                || !decimal.TryParse(cells[2], NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) || Math.Abs(rate) > 1)
            {
                throw new CandleFileException($"{path}: line {line}: \"{text}\"; allowed is milliseconds, symbol, rate from -1 to 1.");
            }

            var symbol = CandleFileName.Parse(cells[1] + ".csv").Symbol;
            if (!rows.TryGetValue(symbol, out var list)) rows[symbol] = list = [];
            list.Add((DateTimeOffset.FromUnixTimeMilliseconds(time), rate));
        }

        return rows.ToDictionary(static r => r.Key, static r => Rates(r.Value), StringComparer.Ordinal);
    }

    /// <summary>The interval of a rate is the time since the one before, as venues change it now and then.</summary>
    private static List<FundingRate> Rates(List<(DateTimeOffset Time, decimal Rate)> rows)
    {
        rows.Sort(static (a, b) => a.Time.CompareTo(b.Time));
        var rates = new List<FundingRate>(rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            var hours = rows.Count == 1 ? 8 : (rows[Math.Max(i, 1)].Time - rows[Math.Max(i, 1) - 1].Time).TotalHours;
            rates.Add(new FundingRate(rows[i].Time, rows[i].Rate, (int)Math.Clamp(Math.Round(hours), 1, 24)));
        }

        return rates;
    }
}
