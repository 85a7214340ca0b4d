using System.Security.Cryptography;
using System.Text.Json;
using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;
using CryptoRun.Web.Api;
using CryptoRun.Web.Layout;
using CryptoRun.Worker.Documents;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Web.Regimes;

/// <summary>The regime in force as the API tells it: read and encoded once a second for everybody who asks.</summary>
/// <param name="regimes">Detections.</param>
/// <param name="options">Weights.</param>
/// <param name="market">Market time.</param>
/// <param name="wall">Wall clock.</param>
internal sealed class RegimeAnswers(IRegimeStore regimes, ScanOptions options, MarketView market, TimeProvider wall)
{
    private static readonly TimeSpan Good = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private Newest? _newest;
    private Task<Newest?>? _asking;

    /// <summary>The answer and its tag, at most a second old; null before the first detection.</summary>
    public async ValueTask<(EncodedAnswer Answer, string Tag)?> NewestAsync(CancellationToken cancellationToken)
    {
        Task<Newest?> asking;
        lock (_gate)
        {
            if (_newest is { } known && wall.GetElapsedTime(known.ReadAt) < Good) return (known.Answer, known.Tag);
            if (_asking is null or { IsCompleted: true }) _asking = Task.Run(ReadAsync, CancellationToken.None);
            asking = _asking;
        }

        return await asking.WaitAsync(cancellationToken) is { } read ? (read.Answer, read.Tag) : null;
    }

    private async Task<Newest?> ReadAsync()
    {
        var readAt = wall.GetTimestamp();
        if (await regimes.LatestAsync(market.Now, CancellationToken.None) is not { } record) return null;
        var answer = new RegimeAnswer(
            record.State, record.Confidence, record.Since, record.Pending, record.At, RegimeSchedule.NextBoundary(record.At), record.Indicators, options.Weights.For(record.State), record.Reason, await NewestOpinionsAsync(record));
        var bytes = JsonSerializer.SerializeToUtf8Bytes(answer, Json.Options);
        var tag = Conditional.FixedTag("regime", Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8)));
        var before = _newest;
        var newest = string.Equals(before?.Tag, tag, StringComparison.Ordinal) ? before! with { ReadAt = readAt } : new Newest(new EncodedAnswer(bytes, AnswerFormat.Json), tag, readAt);
        lock (_gate) _newest = newest;
        return newest;
    }

    /// <summary>Those on the detection or, while they are still being formed, on one of the day before it; their own instant tells.</summary>
    private async Task<SecondOpinions?> NewestOpinionsAsync(RegimeRecord record) =>
        await regimes.OpinionsAsync(record.At.AddDays(-1), record.At, CancellationToken.None) is [.., var newest] ? newest : null;

    private sealed record Newest(EncodedAnswer Answer, string Tag, long ReadAt);
}
