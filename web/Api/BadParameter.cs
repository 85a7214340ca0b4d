namespace CryptoRun.Web.Api;

/// <summary>A parameter of a request that cannot be used.</summary>
/// <param name="Parameter">Its name.</param>
/// <param name="Value">What was sent.</param>
/// <param name="Allowed">What may be sent, in words.</param>
public sealed record BadParameter(string Parameter, string Value, string Allowed);
