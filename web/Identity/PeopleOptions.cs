using Microsoft.Extensions.Options;

namespace CryptoRun.Web.Identity;

/// <summary>Section <c>Identity</c>.</summary>
/// <param name="Anonymous">Whether one may look without signing in. Null, the default: yes in a demonstration, a simulated or replayed market served on loopback alone; else no.</param>
public sealed record PeopleOptions(bool? Anonymous = null)
{
    private const string Key = "Identity:Anonymous";

    /// <summary>Reads and checks the options.</summary>
    /// <exception cref="OptionsValidationException">A value cannot be used.</exception>
    public static PeopleOptions Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (configuration[Key] is not { Length: > 0 } text) return new PeopleOptions();
        return bool.TryParse(text, out var anonymous) ? new PeopleOptions(anonymous) : throw new OptionsValidationException(Key, typeof(PeopleOptions), [$"{Key} is \"{text}\"; allowed is true, false."]);
    }
}
