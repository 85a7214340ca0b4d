using Microsoft.Extensions.Options;

namespace CryptoRun.Web.Identity;

/// <summary>Section <c>Identity</c>.</summary>
/// <param name="Anonymous">Whether one may look without signing in. Null, the default: yes in a demonstration, a simulated or replayed market served on loopback alone; else no.</param>
/// <param name="KeySeal">File with certificate and private key (PFX, or PEM with both) that seals the keys of cookies in the store; several with ; between: the first seals, all open. Null: they lie there unsealed.</param>
/// <param name="KeySealPassword">Password of those files, where they have one; a secret.</param>
public sealed record PeopleOptions(bool? Anonymous = null, string? KeySeal = null, string? KeySealPassword = null)
{
    private const string Section = "Identity:";

    /// <summary>Reads and checks the options.</summary>
    /// <exception cref="OptionsValidationException">A value cannot be used.</exception>
    public static PeopleOptions Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var options = new PeopleOptions(null, Text(nameof(KeySeal)), Text(nameof(KeySealPassword)));
        if (Text(nameof(Anonymous)) is not { } text) return options;
        return bool.TryParse(text, out var anonymous) ? options with { Anonymous = anonymous } : throw new OptionsValidationException(Section + nameof(Anonymous), typeof(PeopleOptions), [$"{Section}{nameof(Anonymous)} is \"{text}\"; allowed is true, false."]);

        string? Text(string name) => configuration[Section + name] is { Length: > 0 } value ? value : null;
    }

    /// <summary>Without the secret.</summary>
    public override string ToString() => $"Anonymous {Anonymous}, KeySeal {KeySeal}";
}
