using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;

namespace CryptoRun.Worker.Alerts;

/// <summary>Seals the secrets of channels with keys that lie beside the store, not in it: who has a copy of the database alone has no secret. The seal of one channel does not open another's.</summary>
/// <param name="directory">Where the keys lie; made on first use, for this user only.</param>
/// <param name="log">Log.</param>
internal sealed class ChannelSecrets(string directory, ILogger<ChannelSecrets> log)
{
    private readonly Lazy<IDataProtectionProvider> _keys = new(() => DataProtectionProvider.Create(Made(directory), static o => o.SetApplicationName("CryptoRun.Alerts")));

    /// <summary>Seals a secret.</summary>
    public string Seal(string channelId, string secret) => _keys.Value.CreateProtector(channelId).Protect(secret);

    /// <summary>Opens a seal; null when the keys for it are gone.</summary>
    public string? Open(AlertChannel channel, string sealedSecret)
    {
        try
        {
            return _keys.Value.CreateProtector(channel.Id).Unprotect(sealedSecret);
        }
        catch (CryptographicException)
        {
            AlertsLog.SecretLost(log, channel.Id, directory);
            return null;
        }
    }

    private static DirectoryInfo Made(string directory) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(directory)
        : Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
