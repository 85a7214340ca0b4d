using Microsoft.Extensions.Options;

namespace CryptoRun.Web.Gallery;

/// <summary>Section <c>Design</c>.</summary>
/// <param name="Gallery">Whether <c>/design</c> is there: always in development, else when <c>Design:Gallery</c> says so.</param>
public sealed record GalleryOptions(bool Gallery = false)
{
    private const string Key = "Design:Gallery";

    /// <summary>Reads and checks the option.</summary>
    /// <exception cref="OptionsValidationException">The value is neither true nor false.</exception>
    public static GalleryOptions Read(IConfiguration configuration, IHostEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (configuration[Key] is not { Length: > 0 } text) return new GalleryOptions(environment.IsDevelopment());
        return bool.TryParse(text, out var shown) ? new GalleryOptions(shown) : throw new OptionsValidationException(Key, typeof(GalleryOptions), [$"{Key} is \"{text}\"; allowed is true, false."]);
    }
}
