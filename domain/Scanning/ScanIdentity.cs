namespace CryptoRun.Domain.Scanning;

/// <summary>What a scan is known by.</summary>
/// <param name="ScanId">Instant and the first eight hex digits of the input hash.</param>
/// <param name="InputHash">SHA-256 over inputs and parameters.</param>
/// <param name="ParametersHash">SHA-256 over the parameters.</param>
internal sealed record ScanIdentity(string ScanId, string InputHash, string ParametersHash)
{
    private const int HashDigits = 8;

    /// <summary>Hashes a scan's inputs.</summary>
    /// <param name="input">Instant, source, regime.</param>
    /// <param name="options">Parameters.</param>
    /// <param name="symbols">Hash of each symbol's inputs, canonical order, cut to the instant.</param>
    public static ScanIdentity Of(ScanInput input, ScanOptions options, IReadOnlyList<byte[]> symbols)
    {
        var parameters = Scanning.InputHash.OfParameters(options);
        var hash = Scanning.InputHash.OfScan(input, parameters, symbols);
        return new ScanIdentity($"{input.At.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{hash[..HashDigits]}", hash, parameters);
    }
}
