using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.Extensions.Options;

namespace CryptoRun.Web.Security;

/// <summary>Section <c>Limits</c>: how many connections may stay open on this node. A reader is a user, a key of the API, or, of those who have not signed in, an address (of IPv6 its /64).</summary>
public sealed record ConnectionLimits
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Limits";

    /// <summary>Event streams in all, 1 to 100000.</summary>
    [Range(1, 100_000)]
    public int Streams { get; init; } = 20_000;

    /// <summary>Event streams of one reader, 1 to 100000.</summary>
    [Range(1, 100_000)]
    public int StreamsPerReader { get; init; } = 100;

    /// <summary>Open pages in all, 1 to 20000.</summary>
    [Range(1, 20_000)]
    public int Circuits { get; init; } = 3_000;

    /// <summary>Open pages of one reader, 1 to 20000; as many again may be kept for a reader whose connection broke.</summary>
    [Range(1, 20_000)]
    public int CircuitsPerReader { get; init; } = 100;

    /// <summary>Reads and checks the options.</summary>
    /// <exception cref="OptionsValidationException">A value cannot be used: one line each with key, value and what is allowed.</exception>
    public static ConnectionLimits Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection(Section);
        List<string> problems = [];
        var usual = new ConnectionLimits();
        var limits = new ConnectionLimits
        {
            Streams = Whole(nameof(Streams), usual.Streams, 100_000),
            StreamsPerReader = Whole(nameof(StreamsPerReader), usual.StreamsPerReader, 100_000),
            Circuits = Whole(nameof(Circuits), usual.Circuits, 20_000),
            CircuitsPerReader = Whole(nameof(CircuitsPerReader), usual.CircuitsPerReader, 20_000),
        };
        return problems.Count == 0 ? limits : throw new OptionsValidationException(Section, typeof(ConnectionLimits), problems);

        int Whole(string name, int otherwise, int most)
        {
            if (section[name] is not { Length: > 0 } text) return otherwise;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= 1 && value <= most) return value;
            problems.Add($"{Section}:{name} is \"{text}\"; allowed is a whole number from 1 to {most}.");
            return otherwise;
        }
    }
}
