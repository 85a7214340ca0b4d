using CryptoRun.Worker.Storage;
using Quartz;

namespace CryptoRun.Worker.Scheduling;

/// <summary>
/// Fires what was asked for at nodes that run nothing themselves, and what a node that stops leaves behind. Every worker fires it; its id decides that one runs it, and only its row ends the request, so that none is lost with a process.
/// </summary>
/// <param name="runs">Runs and requests.</param>
/// <param name="timer">Fires.</param>
internal sealed class RunRequests(IRunStore runs, JobTimer timer)
{
    private readonly HashSet<string> _fired = new(StringComparer.Ordinal);

    /// <summary>Fires what waits and was not fired here before.</summary>
    public async Task FireAsync(CancellationToken cancellationToken)
    {
        var waiting = await runs.ToRunAsync(cancellationToken);
        _fired.IntersectWith(waiting.Select(static r => r.RunId));
        foreach (var request in waiting.Where(r => JobCatalogue.Find(r.Job) is not null && _fired.Add(r.RunId)))
        {
            var data = new JobDataMap { [JobSlot.TriggerKey] = request.By.Length > 0 ? JobNames.ByCommand : JobNames.ByTakeOver, [JobSlot.RunKey] = request.RunId };
            if (request.By.Length > 0) data[JobSlot.AskedByKey] = request.By;
            await timer.FireAsync(request.Job, data, cancellationToken);
        }
    }
}
