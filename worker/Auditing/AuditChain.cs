using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CryptoRun.Worker.Auditing;

/// <summary>The chain of the trail: pure.</summary>
/// <remarks>
/// The hash of an entry is SHA-256 over the hash before it (32 bytes, zeros for the first), number and UTC ticks (8 bytes each, big-endian), and then node, id, actor, address, action, subject,
/// before and after, each as its length in UTF-8 bytes (4 bytes, big-endian; -1 for null) and those bytes. Lengths in front: no two entries read the same.
/// </remarks>
internal sealed class AuditChain
{
    private byte[] _hash = new byte[SHA256.HashSizeInBytes];

    /// <summary>Entries whose links hold.</summary>
    public long Checked { get; private set; }

    /// <summary>Hash of the last of them; null before the first.</summary>
    public AuditAnchor? Head => Checked == 0 ? null : new AuditAnchor(Checked, Convert.ToHexStringLower(_hash));

    /// <summary>Hash of an entry that follows another.</summary>
    /// <param name="previous">Hash of the entry before; null for the first.</param>
    /// <param name="number">Number.</param>
    /// <param name="at">When.</param>
    /// <param name="node">Where.</param>
    /// <param name="change">What.</param>
    public static string Hash(string? previous, long number, DateTimeOffset at, string node, AuditChange change) =>
        Convert.ToHexStringLower(Hash(previous is null ? new byte[SHA256.HashSizeInBytes] : Convert.FromHexString(previous), number, at.UtcTicks, node, change));

    /// <summary>Holds the next entry against those before.</summary>
    /// <returns>What is wrong with it; null when its link holds.</returns>
    public string? Add(AuditEntry entry)
    {
        if (entry.Number != Checked + 1) return $"entry {Checked + 1} is missing: after {Checked} comes {entry.Number}";
        var hash = Hash(_hash, entry.Number, entry.At.UtcTicks, entry.Node, entry.Change);
        if (!string.Equals(Convert.ToHexStringLower(hash), entry.Hash, StringComparison.Ordinal)) return $"entry {entry.Number} is not what was recorded: its hash is {entry.Hash}, its content and the entry before it give {Convert.ToHexStringLower(hash)}";
        (_hash, Checked) = (hash, entry.Number);
        return null;
    }

    private static byte[] Hash(byte[] previous, long number, long ticks, string node, AuditChange change)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> whole = stackalloc byte[8];
        sha.AppendData(previous);
        BinaryPrimitives.WriteInt64BigEndian(whole, number);
        sha.AppendData(whole);
        BinaryPrimitives.WriteInt64BigEndian(whole, ticks);
        sha.AppendData(whole);
        foreach (var text in (ReadOnlySpan<string?>)[node, change.Id, change.Actor.Name, change.Actor.From, change.Action, change.Subject, change.Before, change.After])
        {
            BinaryPrimitives.WriteInt32BigEndian(whole, text is null ? -1 : Encoding.UTF8.GetByteCount(text));
            sha.AppendData(whole[..4]);
            if (text is not null) sha.AppendData(Encoding.UTF8.GetBytes(text));
        }

        return sha.GetHashAndReset();
    }
}
