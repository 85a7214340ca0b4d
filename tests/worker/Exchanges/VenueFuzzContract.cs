using System.Runtime.CompilerServices;
using System.Text;
using CryptoRun.Worker.Exchanges;

namespace CryptoRun.Worker.Tests.Exchanges;

/// <summary>What every venue's adapter holds out: 100,000 damaged messages, and nothing throws, hangs, grows or lets nonsense through. One subclass a venue gives it the venue's valid messages.</summary>
public abstract class VenueFuzzContract
{
    private const int Messages = 100_000;
    private const int ValidEvery = 40;
    private const int SampledEvery = 100;
    private const int MostKinds = 64;

    // The first ones pay for what is made once: types, readers, tables.
    private const int MeasuredFrom = 200;

    // A thrown and caught JsonException costs some kilobytes; parsed text costs a small multiple of itself.
    private const long AllowedBytes = 128 * 1024;
    private const long AllowedBytesPerByte = 256;

    private readonly List<WeakReference> _samples = [];
    private readonly HashSet<LiveBook> _books = [];
    private readonly List<MarketEvent> _events = [];
    private int _number;
    private int _trusted;

    /// <summary>Market time of every message.</summary>
    private protected static DateTimeOffset Now { get; } = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The venue under test.</summary>
    private protected abstract FuzzedVenue Venue { get; }

    [Fact]
    public async Task Take_AHundredThousandDamagedMessages_NothingThrowsHangsGrowsOrPassesNonsense()
    {
        var venue = Venue;
        var work = Task.Run(() => FeedAsync(venue));
        if (await Task.WhenAny(work, Task.Delay(TimeSpan.FromMinutes(5))) != work) Assert.Fail($"Message {_number} hangs.");
        await work;

        _books.Count.ShouldBeLessThanOrEqualTo(venue.Symbols.Count, "books are kept of wanted symbols alone");
        if (_books.Count > 0) _trusted.ShouldBeGreaterThan(Messages / 100, "books were trusted between the damage");
        venue.Anomalies.Counts.Count.ShouldBeInRange(1, MostKinds);
        _events.Clear();
        GC.Collect();
        _samples.Count(static s => s.IsAlive).ShouldBeLessThanOrEqualTo(_samples.Count / 50, "messages and events are not kept");
    }

    private async Task FeedAsync(FuzzedVenue venue)
    {
        var frames = new FrameMutations([.. venue.Frames], 4);
        var bodies = new FrameMutations([.. venue.Bodies], 5);
        for (_number = 0; _number < Messages; _number++)
        {
            var isFrame = venue.Session is not null && (venue.Bodies.Count == 0 || _number % 4 != 0);
            if (isFrame && _number % ValidEvery == 1) TakeAll(venue.Session!, venue.Frames);
            if (isFrame) Take(venue.Session!, frames.Next());
            else Read(venue, bodies.Next());
            if (isFrame && _number % 1000 == 2) await venue.Session!.TendAsync(isIdle: false, CancellationToken.None);
        }
    }

    private void TakeAll(IStreamSession session, IEnumerable<byte[]> frames)
    {
        foreach (var frame in frames) Take(session, frame);
        _trusted += _books.Count(static b => b.IsTrusted);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Take(IStreamSession session, byte[] frame) => Bounded(frame, () =>
    {
        _events.Clear();
        if (session.Take(frame, Now, _events) == FrameMeaning.Unusable) session.Break(Now);
        foreach (var marketEvent in _events)
        {
            if (marketEvent is BookOpened opened) _books.Add(opened.Book);
            else Sample(marketEvent);
            FuzzChecks.Sane(marketEvent, Now);
        }

        foreach (var book in _books) FuzzChecks.Sane(book, Now);
    });

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Read(FuzzedVenue venue, byte[] body) => Bounded(body, () =>
    {
        foreach (var value in venue.Read(body)) FuzzChecks.Sane(value, Now);
    });

    private void Bounded(byte[] message, Action take)
    {
        Sample(message);
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            take();
        }
        catch (Exception e)
        {
            Assert.Fail($"Message {_number}, {Encoding.Latin1.GetString(message[..Math.Min(message.Length, 2000)])}\n{e}");
        }

        if (_number < MeasuredFrom) return;
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(AllowedBytes + (AllowedBytesPerByte * message.Length), $"message {_number} of {message.Length} bytes");
    }

    private void Sample(object value)
    {
        if (_number % SampledEvery == 0) _samples.Add(new WeakReference(value));
    }
}

/// <summary>A venue as the contract needs it.</summary>
/// <param name="Symbols">Canonical symbols that are wanted.</param>
/// <param name="Frames">Valid frames in the order in which a connection brings them, a book's snapshot and updates among them; each is damaged in turn.</param>
/// <param name="Session">A connection's protocol; null where there is REST alone.</param>
/// <param name="Bodies">Valid REST answers.</param>
/// <param name="Read">Reads an answer, whatever it is, with every reader of REST that the venue has; gives out what they make of it.</param>
/// <param name="Anomalies">Where both count.</param>
internal sealed record FuzzedVenue(
    IReadOnlyList<string> Symbols, IReadOnlyList<byte[]> Frames, IStreamSession? Session, IReadOnlyList<byte[]> Bodies, Func<byte[], IEnumerable<object>> Read, WireAnomalies Anomalies);
