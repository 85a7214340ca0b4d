namespace CryptoRun.Web.Identity;

/// <summary>What is typed to sign in.</summary>
public sealed class SignInForm
{
    /// <summary>Name.</summary>
    public string? Name { get; set; }

    /// <summary>Password.</summary>
    public string? Password { get; set; }
}

/// <summary>A code that is typed.</summary>
public sealed class CodeForm
{
    /// <summary>Code.</summary>
    public string? Code { get; set; }
}

/// <summary>What is typed to make the first admin.</summary>
public sealed class SetupForm
{
    /// <summary>The one-time code of the console.</summary>
    public string? Code { get; set; }

    /// <summary>Name.</summary>
    public string? Name { get; set; }

    /// <summary>Password.</summary>
    public string? Password { get; set; }

    /// <summary>The same again.</summary>
    public string? Again { get; set; }
}

/// <summary>What is typed to change a password.</summary>
public sealed class PasswordForm
{
    /// <summary>The password as it is.</summary>
    public string? Current { get; set; }

    /// <summary>As it is to be.</summary>
    public string? Password { get; set; }

    /// <summary>The same again.</summary>
    public string? Again { get; set; }
}

/// <summary>What is typed to change the second factor.</summary>
public sealed class FactorForm
{
    /// <summary>The password.</summary>
    public string? Current { get; set; }
}

/// <summary>What is said when somebody does not come in.</summary>
internal static class SignInWords
{
    public static string Problem(SignInStep step) => step == SignInStep.TooOften ? "Too many tries. Wait a minute, then try again." : "That was not right, or this account cannot sign in now. After several wrong tries it is locked for 10 minutes.";
}
