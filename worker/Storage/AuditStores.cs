using System.Data.Common;
using CryptoRun.Worker.Auditing;

namespace CryptoRun.Worker.Storage;

/// <summary>Who changed what: append-only, each entry chained to the one before by its hash.</summary>
public interface IAuditTrail
{
    /// <summary>Appends an entry. A change that is already recorded stays one entry.</summary>
    /// <param name="change">The change; what is too long in it is cut.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    /// <returns>The entry.</returns>
    Task<AuditEntry> RecordAsync(AuditChange change, CancellationToken cancellationToken);

    /// <summary>Appends an entry in the transaction of the change itself, on whose connection to the store it stands: there is never one without the other.</summary>
    /// <param name="connection">Connection with an open transaction that can write.</param>
    /// <param name="change">The change; what is too long in it is cut.</param>
    AuditEntry Append(DbConnection connection, AuditChange change);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<AuditEntry>> ListAsync(AuditQuery query, CancellationToken cancellationToken);

    /// <summary>Recomputes every hash from the first entry on.</summary>
    /// <param name="anchor">An entry as it was noted elsewhere, which must be there with that hash; null for none.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    Task<AuditVerification> VerifyAsync(AuditAnchor? anchor, CancellationToken cancellationToken);
}
