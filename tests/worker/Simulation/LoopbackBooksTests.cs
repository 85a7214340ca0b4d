using CryptoRun.Worker.Simulation;
using NSubstitute;

namespace CryptoRun.Worker.Tests.Simulation;

public sealed class LoopbackBooksTests
{
    private static readonly DateTimeOffset Begin = new(2025, 11, 6, 15, 20, 30, TimeSpan.Zero);

    [Fact]
    public void Publish_OfAnInstantBeforeTheSnapshot_DoesNotTakeTheBookBack()
    {
        var tape = new SimulatedMarket(42, 3);
        var instrument = tape.InstrumentsAt(Begin)[0];
        var voice = Substitute.For<ILoopbackVoice>();
        voice.Book(instrument, Arg.Any<LoopbackBook>()).Returns([]);
        var books = new LoopbackBooks(tape, voice, new VenueFaults(static () => { }));

        books.Snapshot(instrument, Begin.AddSeconds(2), 10);
        books.Publish(instrument, Begin, []);
        books.Snapshot(instrument, Begin.AddSeconds(3), 10);

        voice.Received(2).Book(instrument, Arg.Is<LoopbackBook>(b => b.IsSnapshot && b.Time == Begin.AddSeconds(2)));
    }
}
