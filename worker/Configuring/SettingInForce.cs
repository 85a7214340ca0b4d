namespace CryptoRun.Worker.Configuring;

/// <summary>A setting as it is in force.</summary>
/// <param name="Key">Name, <c>Section:Key</c>.</param>
/// <param name="Value">As text; of a secret only whether it is set.</param>
/// <param name="Origin">Where it comes from: <c>default</c>, a file's name, <c>environment</c>, <c>command line</c>, <c>store</c>, or <c>host</c> for what the program was given while it was made.</param>
public sealed record SettingInForce(string Key, string Value, string Origin)
{
    /// <summary>Where a value comes from that nobody set.</summary>
    public const string Default = "default";

    /// <summary>Where a value comes from that somebody changed while the program ran.</summary>
    public const string Store = "store";
}
