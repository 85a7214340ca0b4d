using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using CryptoRun.Worker.Commands;
using Microsoft.Extensions.Configuration;

namespace CryptoRun.Worker;

/// <summary>Binds options and collects what is wrong with them in the words of the person who wrote the configuration: key, value, what is allowed.</summary>
/// <param name="configuration">The configuration.</param>
internal sealed class SettingsReader(IConfiguration configuration)
{
    private readonly List<string> _problems = [];

    /// <summary>Problems found, one line each.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Binds a section; values that cannot be read are problems, and the defaults stand in for the rest of the check.</summary>
    public T Read<T>(string section)
        where T : class, new()
    {
        var before = _problems.Count;
        Values(typeof(T), configuration.GetSection(section));
        if (_problems.Count > before) return new T();

        var options = configuration.GetSection(section).Get<T>() ?? new T();
        Ranges(options, section);
        return options;
    }

    /// <summary>Adds problems.</summary>
    public void Check(IEnumerable<string> problems) => _problems.AddRange(problems);

    /// <summary>Adds the problems of options that check themselves by throwing.</summary>
    public void Check(Action validate)
    {
        try
        {
            validate();
        }
        catch (ArgumentException e)
        {
            _problems.AddRange(e.Message.Split('\n'));
        }
    }

    /// <summary>Checks that an instant, when there is one, has its zone: without it, it would be read in the machine's.</summary>
    public void Instant(string key)
    {
        if (configuration[key] is not { Length: > 0 } text) return;
        CommonOptions.ReadInstant(text, out var problem);
        if (problem is not null) _problems.Add($"{key}: {problem}");
    }

    /// <summary>Checks every scalar of a section against the type it will be bound to, so that the binder never has to complain.</summary>
    private void Values(Type type, IConfigurationSection section)
    {
        foreach (var child in section.GetChildren())
        {
            var property = type.GetProperty(child.Key, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
            if (property is null) continue;
            var target = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            if (child.Value is { } value) Scalar(child.Path, value, target);
            else if (!typeof(IEnumerable).IsAssignableFrom(target)) Values(target, child);
        }
    }

    private void Scalar(string key, string value, Type type)
    {
        var allowed = type switch
        {
            { IsEnum: true } => Enum.TryParse(type, value, ignoreCase: true, out var word) && Enum.IsDefined(type, word) ? null : string.Join(", ", Enum.GetNames(type)),
            _ when type == typeof(int) => int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _) ? null : "a whole number",
            _ when type == typeof(double) => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? null : "a number",
            _ when type == typeof(bool) => bool.TryParse(value, out _) ? null : "true, false",
            _ when type == typeof(TimeSpan) => TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out _) ? null : "a duration such as 00:00:10",
            _ when type == typeof(Uri) => Uri.TryCreate(value, UriKind.Absolute, out _) ? null : "an address such as https://api.kraken.com",
            _ => null,
        };
        if (allowed is not null) _problems.Add($"{key} is \"{value}\"; allowed is {allowed}.");
    }

    private void Ranges(object options, string path)
    {
        foreach (var property in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetIndexParameters().Length > 0) continue;
            var value = property.GetValue(options);
            foreach (var rule in property.GetCustomAttributes<ValidationAttribute>().Where(r => !r.IsValid(value)))
                _problems.Add(rule is RangeAttribute range ? $"{path}:{property.Name} is {value}; allowed is {range.Minimum} to {range.Maximum}." : rule.FormatErrorMessage($"{path}:{property.Name}"));
            if (value is not null && property.PropertyType is { IsClass: true, Namespace: { } space } && space.StartsWith("CryptoRun", StringComparison.Ordinal)) Ranges(value, $"{path}:{property.Name}");
        }
    }
}
