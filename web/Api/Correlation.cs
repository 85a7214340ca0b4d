using System.Diagnostics;

namespace CryptoRun.Web.Api;

/// <summary>The id under which a request's log lines are found.</summary>
internal static class Correlation
{
    public static string Of(HttpContext context) => Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
}
