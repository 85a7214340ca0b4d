using CryptoRun.Domain.Scanning;

namespace CryptoRun.Domain.Tests.Scanning;

/// <summary>However the symbols are shared out among threads, the result is the same to the bit, and its reader hears of progress in order.</summary>
public class SymbolLoopTests
{
    private static readonly ScanInput Input = SyntheticMarket.Input(SyntheticMarket.Universe(150, 500, seed: 7));

    public static TheoryData<string, SymbolLoop> Loops => new()
    {
        { "backwards", (count, each) =>
        {
            for (var i = count - 1; i >= 0; i--) each(i);
        } },
        { "on all cores", (count, each) => Parallel.For(0, count, each) },
        { "each on a thread of its own", (count, each) => Enumerable.Range(0, count).Select(i => Task.Factory.StartNew(() => each(i), TaskCreationOptions.LongRunning)).ToList().ForEach(task => task.Wait()) },
    };

    [Theory]
    [MemberData(nameof(Loops))]
    public void Run_InAnyOrderOnAnyThreads_IsTheSameToTheBit(string how, SymbolLoop loop) =>
        ScanText.Of(Scan.Run(Input, new ScanOptions(), progress: null, loop)).ShouldBe(ScanText.Of(Scan.Run(Input, new ScanOptions())), how);

    [Theory]
    [MemberData(nameof(Loops))]
    public void Run_InAnyOrderOnAnyThreads_ReportsProgressInOrder(string how, SymbolLoop loop)
    {
        var threads = new HashSet<int>();
        List<(ScanStage Stage, int Done, int Total)> heard = [];
        Scan.Run(Input, new ScanOptions(), (stage, done, total, _) =>
        {
            threads.Add(Environment.CurrentManagedThreadId);
            heard.Add((stage, done, total));
        }, loop);

        threads.Count.ShouldBe(1, how);
        heard.Select(step => (step.Stage, step.Done)).ShouldBe(heard.Select(step => (step.Stage, step.Done)).OrderBy(step => step.Stage).ThenBy(step => step.Done), how);
        heard.Where(step => step.Done == step.Total).Select(step => step.Stage).Distinct().Count().ShouldBe(Enum.GetValues<ScanStage>().Length - 1, how);
    }

    [Fact]
    public void Run_StoppedByItsProgress_ThrowsThatAndNothingElse() =>
        Should.Throw<OperationCanceledException>(() => Scan.Run(
            Input, new ScanOptions(), (stage, done, _, _) => Stop(stage == ScanStage.Factors && done > 0), (count, each) => Parallel.For(0, count, each)));

    private static void Stop(bool now)
    {
        if (now) throw new OperationCanceledException();
    }
}
