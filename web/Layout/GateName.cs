namespace CryptoRun.Web.Layout;

/// <summary>Gates in a word, as they stand beside other words.</summary>
public static class GateName
{
    /// <summary>The word for an identifier of <see cref="Domain.Gates.GateOrder"/>.</summary>
    public static string Word(string gate) => gate switch
    {
        "vadr" => "VADR",
        "movement" => "move",
        "volume24h" => "volume",
        "lateFill" => "late fill",
        _ => gate,
    };
}
