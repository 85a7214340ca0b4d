using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Alerts;
using CryptoRun.Worker.Alerts.Channels;
using CryptoRun.Worker.Auditing;
using CryptoRun.Worker.Markets;
using CryptoRun.Worker.Storage;
using CryptoRun.Worker.Storage.Sql;
using CryptoRun.Worker.Storage.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using static CryptoRun.Worker.Tests.Alerts.Channels.Messages;

namespace CryptoRun.Worker.Tests.Alerts.Channels;

public sealed class AlertPostTests : IDisposable
{
    private const string Canary = "canary-7f3a91c2d4e5";
    private readonly string _directory = Directory.CreateTempSubdirectory("post").FullName;
    private readonly ManualTime _wall = new(At);
    private readonly SqliteStore _store;
    private readonly SqlAlertStore _alerts;
    private readonly SqlAlertRuleStore _rules;
    private readonly ChannelSecrets _secrets;
    private readonly Lines _log = new();

    public AlertPostTests()
    {
        _store = SqliteStore.Open(Path.Combine(_directory, "s.db"), MarketSource.Simulated, NullLogger.Instance);
        (_alerts, _rules) = (new SqlAlertStore(_store), new SqlAlertRuleStore(_store, new SqlAuditTrail(_store, "node/1", TimeProvider.System)));
        _secrets = new ChannelSecrets(Path.Combine(_directory, "keys"), NullLogger<ChannelSecrets>.Instance);
    }

    public void Dispose()
    {
        _store.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task DeliverAsync_FailsTwiceThenWorks_IsSentOnceItWorksWithGrowingDelays()
    {
        using var post = await PostAsync(new Scripted(SendResult.Retry("it answered 500"), SendResult.Retry("it answered 500"), SendResult.Sent));

        (await post.DeliverAsync(default)).ShouldBe(1);
        var first = await DeliveryAsync();
        (first.State, first.Attempts, first.Error).ShouldBe((DeliveryState.Pending, 1, "it answered 500"));
        (first.NextAt!.Value - At).TotalSeconds.ShouldBeInRange(4, 6);
        (await post.DeliverAsync(default)).ShouldBe(0, "it is not due yet");

        _wall.Advance(TimeSpan.FromSeconds(6));
        await post.DeliverAsync(default);
        ((await DeliveryAsync()).NextAt!.Value - _wall.GetUtcNow()).TotalSeconds.ShouldBeInRange(8, 12);
        _wall.Advance(TimeSpan.FromSeconds(12));
        await post.DeliverAsync(default);
        (await DeliveryAsync()).ShouldSatisfyAllConditions(d => d.State.ShouldBe(DeliveryState.Sent), d => d.Attempts.ShouldBe(3), d => d.Error.ShouldBeNull(), d => d.NextAt.ShouldBeNull());
    }

    [Fact]
    public async Task DeliverAsync_NeverWorks_IsGivenUpAndCanBeTriedAgain()
    {
        using var post = await PostAsync(new Scripted([.. Enumerable.Repeat(SendResult.Retry("it answered 500"), 8), SendResult.Sent]));
        for (var i = 0; i < 8; i++)
        {
            await post.DeliverAsync(default);
            _wall.Advance(TimeSpan.FromHours(1));
        }

        (await DeliveryAsync()).ShouldSatisfyAllConditions(d => d.State.ShouldBe(DeliveryState.Dead), d => d.Attempts.ShouldBe(8));
        (await _alerts.TryAgainAsync(Alert.Id, "hook", _wall.GetUtcNow(), default)).ShouldBeTrue();
        await post.DeliverAsync(default);
        (await DeliveryAsync()).State.ShouldBe(DeliveryState.Sent);
    }

    [Fact]
    public async Task DeliverAsync_RefusedOrChannelOff_IsGivenUpAtOnce()
    {
        using var post = await PostAsync(new Scripted(SendResult.Refused("it answered 401 Unauthorized")));
        await post.DeliverAsync(default);

        (await DeliveryAsync()).ShouldSatisfyAllConditions(d => d.State.ShouldBe(DeliveryState.Dead), d => d.Attempts.ShouldBe(1), d => d.Error.ShouldBe("it answered 401 Unauthorized"));
    }

    [Fact]
    public async Task DeliverAsync_ReceiverAsksForQuiet_IsLeftAloneForThatLong()
    {
        var sender = new Scripted(new SendResult(SendOutcome.Sent, null, TimeSpan.FromMinutes(2)), SendResult.Sent);
        using var post = await PostAsync(sender);
        await CommitAsync("second", revision: 1);
        await post.DeliverAsync(default);

        sender.Count.ShouldBe(1);
        (await _alerts.NextDueAsync(default)).ShouldBe(At.AddMinutes(2));
        _wall.Advance(TimeSpan.FromMinutes(2));
        await post.DeliverAsync(default);
        sender.Count.ShouldBe(2);
    }

    [Fact]
    public async Task DeliverAsync_NoAnswer_IsAnotherTry()
    {
        using var post = await PostAsync(new Scripted(async cancellationToken =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return SendResult.Sent;
        }));
        var delivering = post.DeliverAsync(default);
        while (!delivering.IsCompleted)
        {
            _wall.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await delivering;
        (await DeliveryAsync()).Error!.ShouldContain("did not answer within 10 s");
    }

    [Fact]
    public async Task Secret_Sealed_IsUsedButNeitherInTheDatabaseNorInTheLog()
    {
        var sender = new Scripted(SendResult.Retry("it answered 500"), SendResult.Refused("it answered 401 Unauthorized"));
        using var post = await PostAsync(sender);
        await post.DeliverAsync(default);
        _wall.Advance(TimeSpan.FromMinutes(1));
        await post.DeliverAsync(default);

        sender.Secrets.ShouldAllBe(s => s == Canary);
        using (var copy = new SqliteConnection($"Data Source={Path.Combine(_directory, "s.db")};Mode=ReadOnly;Pooling=False"))
        {
            copy.Open();
            copy.Query<string>("SELECT secret || document FROM alert_channels").ShouldHaveSingleItem().ShouldNotContain("canary");
        }

        foreach (var file in Directory.GetFiles(_directory, "s.db*")) File.ReadAllText(file, System.Text.Encoding.Latin1).ShouldNotContain("canary");
        _log.All.Count.ShouldBe(2);
        _log.All.ShouldAllBe(l => !l.Contains("canary"));
    }

    [Fact]
    public async Task Secret_KeysLostOrOfAnotherChannel_IsNotOpened()
    {
        var channel = new AlertChannel("hook", 1, "Desk", AlertChannelKind.Webhook, true);
        var sealedSecret = _secrets.Seal("hook", Canary);

        _secrets.Open(channel, sealedSecret).ShouldBe(Canary);
        _secrets.Open(channel with { Id = "other" }, sealedSecret).ShouldBeNull();
        new ChannelSecrets(Path.Combine(_directory, "other"), NullLogger<ChannelSecrets>.Instance).Open(channel, sealedSecret).ShouldBeNull();
        new ChannelSecrets(Path.Combine(_directory, "keys"), NullLogger<ChannelSecrets>.Instance).Open(channel, sealedSecret).ShouldBe(Canary, "after a restart");
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(Path.Combine(_directory, "keys")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await Task.CompletedTask;
    }

    private async Task<AlertPost> PostAsync(Scripted sender)
    {
        await _rules.SaveAsync(new AlertChannel("hook", 1, "Desk", AlertChannelKind.Webhook, true) { Address = "https://desk.example/" }, _secrets.Seal("hook", Canary), AuditActor.Program, default);
        await CommitAsync(Alert.Id, revision: 0);
        return new AlertPost(_alerts, _rules, _secrets, [sender], new AlertSignals(), Options, MarketSource.Simulated, new MarketClock(_wall, null, 1), _wall, _log);
    }

    private async Task CommitAsync(string id, long revision) => (await _alerts.CommitAsync(
        [
            new AlertCommit("r1", revision, new RuleState(At, id, "basis", new Dictionary<string, SubjectState>()),
                [Alert with { Id = id, Deliveries = [new AlertDelivery("hook", "Desk", AlertChannelKind.Webhook, DeliveryState.Pending, 0, At, At, null)] }]),
        ],
        default)).ShouldBeTrue();

    private async Task<AlertDelivery> DeliveryAsync() => (await _alerts.ListAsync(new AlertQuery(), default)).Single(a => a.Id == Alert.Id).Deliveries.Single();

    private sealed class Scripted : IAlertSender
    {
        private readonly Queue<Func<CancellationToken, Task<SendResult>>> _answers;

        public Scripted(params SendResult[] answers) => _answers = new(answers.Select(a => (Func<CancellationToken, Task<SendResult>>)(_ => Task.FromResult(a))));

        public Scripted(Func<CancellationToken, Task<SendResult>> answer) => _answers = new([answer]);

        public AlertChannelKind Kind => AlertChannelKind.Webhook;

        public int Count { get; private set; }

        public List<string?> Secrets { get; } = [];

        public Task<SendResult> SendAsync(AlertChannel channel, string? secret, AlertMessage message, CancellationToken cancellationToken)
        {
            Count++;
            Secrets.Add(secret);
            return _answers.Dequeue()(cancellationToken);
        }
    }

    private sealed class Lines : ILogger<AlertPost>
    {
        public List<string> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => All.Add(formatter(state, exception) + exception);
    }
}
