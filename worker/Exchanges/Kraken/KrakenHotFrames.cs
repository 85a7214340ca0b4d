using System.Text;
using System.Text.Json;

namespace CryptoRun.Worker.Exchanges.Kraken;

/// <summary>
/// The frames that come thousands of times a second, ticker, book and trade, read where they lie: fields in any order, unknown ones passed over, nothing made but their events.
/// A frame that is in any way unusual is not judged here: it is left to <see cref="KrakenFrames"/>, which reads everything, and no event of it has gone out.
/// </summary>
internal sealed class KrakenHotFrames
{
    private readonly List<MarketEvent> _events = [];
    private readonly KrakenRecords _records;
    private readonly TradeRuns _runs;

    /// <summary>Makes a reader.</summary>
    /// <param name="symbols">Names.</param>
    public KrakenHotFrames(KrakenSymbols symbols) => (_records, _runs) = (new KrakenRecords(symbols), new TradeRuns(_events));

    /// <summary>Reads a frame; false for one that is not as usual.</summary>
    /// <param name="frame">UTF-8 JSON.</param>
    /// <param name="receivedAt">Market time of receipt.</param>
    /// <param name="events">Its events are added here.</param>
    /// <param name="changes">What it says of books, instead of what was here; levels are good until the next frame.</param>
    /// <param name="channel">Its channel.</param>
    public bool TryRead(ReadOnlySpan<byte> frame, DateTimeOffset receivedAt, ICollection<MarketEvent> events, List<KrakenBookChange> changes, out string channel)
    {
        channel = "";
        changes.Clear();

        // Escapes and other alphabets are rare on these channels: without them a name is its bytes.
        if (!Ascii.IsValid(frame) || frame.Contains((byte)'\\')) return false;

        _events.Clear();
        try
        {
            if (!TryFrame(frame, receivedAt, changes, out channel)) return false;
        }
        catch (JsonException)
        {
            return false;
        }

        foreach (var marketEvent in _events) events.Add(marketEvent);
        return true;
    }

    private bool TryFrame(ReadOnlySpan<byte> frame, DateTimeOffset receivedAt, List<KrakenBookChange> changes, out string channel)
    {
        var reader = new Utf8JsonReader(frame);
        Utf8JsonReader later = default;
        var (hasData, isRead) = (false, false);
        channel = "";
        bool? isSnapshot = null;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            reader.Read();
            if (name.SequenceEqual("channel"u8))
            {
                if (channel.Length > 0 || reader.TokenType != JsonTokenType.String) return false;
                channel = reader.ValueSpan switch
                {
                    _ when reader.ValueSpan.SequenceEqual("book"u8) => "book",
                    _ when reader.ValueSpan.SequenceEqual("ticker"u8) => "ticker",
                    _ when reader.ValueSpan.SequenceEqual("trade"u8) => "trade",
                    _ => "",
                };
                if (channel.Length == 0) return false;
            }
            else if (name.SequenceEqual("type"u8))
            {
                if (isSnapshot is not null || reader.TokenType != JsonTokenType.String) return false;
                isSnapshot = reader.ValueSpan.SequenceEqual("snapshot"u8) ? true : reader.ValueSpan.SequenceEqual("update"u8) ? false : null;
                if (isSnapshot is null) return false;
            }
            else if (name.SequenceEqual("data"u8))
            {
                if (hasData) return false;
                hasData = true;
                if (channel.Length > 0 && isSnapshot is { } whole)
                {
                    if (!TryRecords(ref reader, channel, whole, receivedAt, changes)) return false;
                    isRead = true;
                }
                else
                {
                    later = reader;
                    reader.Skip();
                }
            }
            else if (name.SequenceEqual("timestamp"u8))
            {
                reader.Skip();
            }
            else
            {
                return false;
            }
        }

        // Past the end there may be white space and nothing else; the reader throws at anything else.
        if (reader.TokenType != JsonTokenType.EndObject || reader.Read()) return false;
        return isRead || (hasData && channel.Length > 0 && isSnapshot is { } snapshot && TryRecords(ref later, channel, snapshot, receivedAt, changes));
    }

    private bool TryRecords(ref Utf8JsonReader reader, string channel, bool isSnapshot, DateTimeOffset receivedAt, List<KrakenBookChange> changes)
    {
        if (reader.TokenType != JsonTokenType.StartArray) return false;

        _runs.Clear();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            if (channel == "trade")
            {
                if (!_records.TryTrade(ref reader, receivedAt, out var symbol, out var trade)) return false;
                _runs.Add(receivedAt, symbol, trade);
            }
            else if (channel == "book")
            {
                if (!_records.TryBook(ref reader, receivedAt, isSnapshot, changes.Count, out var change)) return false;
                changes.Add(change);
            }
            else
            {
                if (_records.Ticker(ref reader, receivedAt) is not { } quote) return false;
                _events.Add(quote);
            }
        }

        _runs.Close(receivedAt);
        return reader.TokenType == JsonTokenType.EndArray;
    }
}
