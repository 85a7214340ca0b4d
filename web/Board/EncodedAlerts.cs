using System.Runtime.CompilerServices;
using System.Text.Json;
using CryptoRun.Worker.Documents;
using CryptoRun.Worker.Live;

namespace CryptoRun.Web.Board;

/// <summary>Alerts as UTF-8 JSON, encoded once for all viewers and forgotten with the alert.</summary>
internal static class EncodedAlerts
{
    private static readonly ConditionalWeakTable<BoardAlert, byte[]> Encoded = [];

    public static byte[] Utf8(BoardAlert alert) => Encoded.GetValue(alert, static a => JsonSerializer.SerializeToUtf8Bytes(a, Json.Options));
}
