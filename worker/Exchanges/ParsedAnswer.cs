namespace CryptoRun.Worker.Exchanges;

/// <summary>What an answer's body says, or its failure.</summary>
internal static class ParsedAnswer
{
    /// <summary>Reads the body where there is one.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="parse">Gives the values, and how many records were left out.</param>
    public static VenueResult<IReadOnlyList<T>> Parsed<T>(this VenueResult<byte[]> answer, Func<byte[], (IReadOnlyList<T> Values, int Skipped)> parse)
    {
        if (answer.Value is not { } body) return new VenueResult<IReadOnlyList<T>>(null, answer.Failure);

        var (values, skipped) = parse(body);
        return new VenueResult<IReadOnlyList<T>>(values, null, skipped);
    }
}
