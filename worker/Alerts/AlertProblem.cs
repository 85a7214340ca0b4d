namespace CryptoRun.Worker.Alerts;

/// <summary>A field of a rule or channel that cannot be as it is.</summary>
/// <param name="Field">Its name in JSON.</param>
/// <param name="Value">What it is; of a secret never.</param>
/// <param name="Allowed">What may stand there, in words.</param>
public sealed record AlertProblem(string Field, string Value, string Allowed);
