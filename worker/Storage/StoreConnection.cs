namespace CryptoRun.Worker.Storage;

/// <summary>How somebody who brings a mapping of their own reaches the tables of the store. Open the store first: that makes them.</summary>
/// <param name="Provider">Which database.</param>
/// <param name="ConnectionString">For its driver; a secret.</param>
public sealed record StoreConnection(StoreProvider Provider, string ConnectionString)
{
    /// <summary>Without the secret.</summary>
    public override string ToString() => $"{Provider}";
}
