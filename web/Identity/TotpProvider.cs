using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;

namespace CryptoRun.Web.Identity;

/// <summary>Codes of an authenticator, RFC 6238: SHA-1, half-minutes, six digits. The half-minutes before and after count too; no code is good twice.</summary>
/// <param name="wall">Wall clock.</param>
internal sealed class TotpProvider(TimeProvider wall) : IUserTwoFactorTokenProvider<User>
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int Step = 30;

    /// <summary>The code of an instant.</summary>
    /// <param name="key">Base 32.</param>
    /// <param name="step">Half-minutes since 1970.</param>
    public static string Code(string key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // What authenticators compute; the secret is random and no collision helps.
        var hash = HMACSHA1.HashData(Bytes(key), counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The half-minute of an instant.</summary>
    public static long StepOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / Step;

    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<User> manager, User user)
    {
        if (await manager.GetAuthenticatorKeyAsync(user) is not { Length: > 0 } key) return false;
        var given = Encoding.UTF8.GetBytes(token);
        var now = StepOf(wall.GetUtcNow());
        for (var step = Math.Max(now - 1, (user.TotpStep ?? 0) + 1); step <= now + 1; step++)
        {
            if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Code(key, step)), given)) continue;
            user.TotpStep = step;

            // Of two who come with the same code at once the second finds the user changed.
            return (await manager.UpdateAsync(user)).Succeeded;
        }

        return false;
    }

    public Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<User> manager, User user) => Task.FromResult(true);

    public Task<string> GenerateAsync(string purpose, UserManager<User> manager, User user) => Task.FromResult("");

    private static byte[] Bytes(string key)
    {
        var bytes = new List<byte>(key.Length * 5 / 8);
        int bits = 0, kept = 0;
        foreach (var c in key.ToUpperInvariant())
        {
            var value = Alphabet.IndexOf(c, StringComparison.Ordinal);
            if (value < 0) continue;
            (bits, kept) = ((bits << 5) | value, kept + 5);
            if (kept < 8) continue;
            kept -= 8;
            bytes.Add((byte)(bits >> kept));
            bits &= (1 << kept) - 1;
        }

        return [.. bytes];
    }
}
