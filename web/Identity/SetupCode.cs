using System.Security.Cryptography;
using System.Text;

namespace CryptoRun.Web.Identity;

/// <summary>The one-time code by which whoever sees the console makes the first admin. It is on the console alone, never in the log; after five wrong ones there is another.</summary>
/// <param name="console">Where it is written.</param>
internal sealed class SetupCode(TextWriter console)
{
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int Tries = 5;
    private readonly Lock _gate = new();
    private string? _code;
    private int _wrong;

    /// <summary>Writes the code, once.</summary>
    public void Show()
    {
        lock (_gate)
        {
            if (_code is null) Make();
        }
    }

    /// <summary>Whether a code is the one; then it is used up.</summary>
    public bool Take(string? given)
    {
        lock (_gate)
        {
            if (_code is null) return false;
            var isRight = CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(_code)), SHA256.HashData(Encoding.UTF8.GetBytes(Plain(given))));
            if (isRight) _code = null;
            else if (++_wrong >= Tries) Make();
            return isRight;
        }
    }

    private static string Plain(string? given) => string.Concat((given ?? "").Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private void Make()
    {
        (_code, _wrong) = (RandomNumberGenerator.GetString(Alphabet, 20), 0);
        console.WriteLine();
        console.WriteLine("There is no user yet. To make the first admin open /setup and enter this one-time code:");
        console.WriteLine();
        console.WriteLine($"    {string.Join('-', Enumerable.Range(0, 5).Select(i => _code.Substring(i * 4, 4)))}");
        console.WriteLine();
    }
}
