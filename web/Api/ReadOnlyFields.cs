namespace CryptoRun.Web.Api;

/// <summary>Fields of the answer that a body may have too and that change nothing: so that what was read can be changed and sent back.</summary>
/// <param name="names">Their names in JSON.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ReadOnlyFieldsAttribute(params string[] names) : Attribute
{
    /// <summary>Their names.</summary>
    public IReadOnlyList<string> Names { get; } = names;
}
