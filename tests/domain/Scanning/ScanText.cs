using System.Text.Json;
using CryptoRun.Domain.Scanning;

namespace CryptoRun.Domain.Tests.Scanning;

/// <summary>A result as text: equal text is equal to the bit, and writing it fails where a number is not finite.</summary>
internal static class ScanText
{
    public static string Of(ScanResult result) => JsonSerializer.Serialize(result);

    public static string Run(ScanInput input, ScanOptions? options = null) => Of(Scan.Run(input, options ?? new ScanOptions()));
}
