using System.Collections.Frozen;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Components;

namespace CryptoRun.Web.Board;

/// <summary>The options of a list to choose from, as markup made once for each choice: twenty options would be a hundred frames in every circuit.</summary>
/// <param name="any">Words for no choice.</param>
/// <param name="all">Values and their words.</param>
internal sealed class Choices(string any, IReadOnlyList<(string Value, string Words)> all)
{
    private readonly FrozenDictionary<string, MarkupString> _made = all.Select(static c => c.Value).Append("").ToFrozenDictionary(static v => v, v => Made(v, any, all), StringComparer.Ordinal);

    /// <summary>The options.</summary>
    /// <param name="chosen">The value in force; null for none. One that is not among them is shown as none.</param>
    public MarkupString Of(string? chosen) => chosen is not null && _made.TryGetValue(chosen, out var made) ? made : _made[""];

    private static MarkupString Made(string chosen, string any, IReadOnlyList<(string Value, string Words)> all) =>
        new(string.Concat(all.Prepend(("", any)).Select(c => $"<option value=\"{HtmlEncoder.Default.Encode(c.Item1)}\"{(c.Item1 == chosen ? " selected" : null)}>{HtmlEncoder.Default.Encode(c.Item2)}</option>")));
}
