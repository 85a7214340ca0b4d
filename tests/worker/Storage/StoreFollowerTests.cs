using CryptoRun.Worker.Storage;
using CryptoRun.Worker.Tests.Exchanges;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Tests.Storage;

public sealed class StoreFollowerTests
{
    private readonly ManualTime _time = new();
    private readonly CapturedLog<StoreFollower> _log = new();

    [Fact]
    public async Task Store_FailsAndAnswersAgain_IsSaidOnceEachTimeAndNeverEndsTheLooking()
    {
        using var follower = new Followed(_time, _log);
        await follower.StartAsync(CancellationToken.None);
        await follower.Asked;
        foreach (var (fails, said) in new[] { (true, 1), (true, 1), (false, 1), (true, 2) })
        {
            follower.Answer(fails);
            _time.Advance(TimeSpan.FromSeconds(5));
            await follower.Asked;
            _log.Lines.Count.ShouldBe(said);
        }

        _log.Lines.ShouldAllBe(static l => l.Level == LogLevel.Warning && l.Text == "The things that other nodes wrote down could not be read");
        await follower.StopAsync(CancellationToken.None);
        _log.Lines.Count.ShouldBe(2, "the end is no failure");
    }

    private sealed class Followed(TimeProvider wall, ILogger log) : StoreFollower("things", wall, log)
    {
        private readonly SemaphoreSlim _asked = new(0);
        private readonly SemaphoreSlim _answers = new(0);
        private bool _fails;

        public Task Asked => _asked.WaitAsync(TestContext.Current.CancellationToken);

        public void Answer(bool fails)
        {
            _fails = fails;
            _answers.Release();
        }

        internal override async Task LookAsync(CancellationToken cancellationToken)
        {
            _asked.Release();
            await _answers.WaitAsync(cancellationToken);
            if (_fails) throw new StoreUnavailableException("The store is gone.");
        }
    }
}
