using System.Collections.Frozen;
using CryptoRun.Domain.Scanning;
using CryptoRun.Worker.Live;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Web.Board;

/// <summary>The board of a stored scan: its own prices and ages, no live ones.</summary>
internal static class PastBoard
{
    public static BoardSnapshot Of(StoredScan scan) => BoardBuilder.Build(scan.Result, FrozenDictionary<string, SymbolInput>.Empty, scan.Result.AsOf);
}
