using Microsoft.Extensions.Configuration;

namespace CryptoRun.Worker.Configuring;

/// <summary>Arguments of a stand-alone worker as configuration: <c>Section:Key=value</c>.</summary>
/// <param name="arguments">The arguments.</param>
internal sealed class ArgumentsSource(IReadOnlyList<string> arguments) : IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new ArgumentsProvider(arguments);
}

/// <summary>The same, read.</summary>
/// <param name="arguments">The arguments.</param>
internal sealed class ArgumentsProvider(IReadOnlyList<string> arguments) : ConfigurationProvider
{
    public override void Load()
    {
        foreach (var pair in arguments.Select(static a => a.Split('=', 2))) Data[pair[0]] = pair[1];
    }
}
