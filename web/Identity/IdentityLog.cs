namespace CryptoRun.Web.Identity;

/// <summary>Log messages about people. Names of users and of keys, never what was typed: people type passwords into the wrong field.</summary>
internal static partial class IdentityLog
{
    [LoggerMessage(4201, LogLevel.Information, "User {User} signed in")]
    internal static partial void SignedIn(ILogger logger, string user);

    [LoggerMessage(4202, LogLevel.Warning, "Sign-in as user {User} failed: {Reason}")]
    internal static partial void SignInFailed(ILogger logger, string user, string reason);

    [LoggerMessage(4203, LogLevel.Warning, "Sign-in failed: no such user")]
    internal static partial void NoSuchUser(ILogger logger);

    [LoggerMessage(4204, LogLevel.Warning, "Too many tries to sign in from {Address}")]
    internal static partial void TooMany(ILogger logger, string address);

    [LoggerMessage(4205, LogLevel.Error, "Users cannot be read")]
    internal static partial void StoreFailed(ILogger logger, Exception error);

    [LoggerMessage(4206, LogLevel.Warning, "Wrong set-up code from {Address}")]
    internal static partial void WrongSetupCode(ILogger logger, string address);

    [LoggerMessage(4207, LogLevel.Information, "Rights of {User} ended or changed: the open page follows")]
    internal static partial void RightsChanged(ILogger logger, string user);

    [LoggerMessage(4208, LogLevel.Warning, "Keys of cookies lie unsealed in the database: whoever has a copy of it can make a cookie. Set Identity:KeySeal to a certificate")]
    internal static partial void KeysUnsealed(ILogger logger);
}
