using System.Text;
using Microsoft.AspNetCore.Identity;

namespace CryptoRun.Web.Identity;

/// <summary>
/// What a password must be, after OWASP ASVS 5.0, 6.2: long, any characters, taken as it is typed, none that everybody guesses, without the user's own name. No rule asks for a digit or a sign.
/// </summary>
internal sealed class PasswordRules : IPasswordValidator<User>
{
    /// <summary>ASVS asks for 8 and strongly recommends 15.</summary>
    public const int Shortest = 15;

    /// <summary>Longer ones are refused, not cut: what is hashed has an end.</summary>
    public const int Longest = 256;

    /// <summary>Characters that must be left when everything that is guessed first is taken away.</summary>
    private const int LeastLeft = 6;

    public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password) =>
        Task.FromResult(Problem(password ?? "", user.UserName) is { } problem ? IdentityResult.Failed(new IdentityError { Code = "Password", Description = problem }) : IdentityResult.Success);

    /// <summary>What is wrong with a password, a sentence; null when it is good.</summary>
    public static string? Problem(string password, string? userName)
    {
        if (password.Length < Shortest) return $"A password has at least {Shortest} characters; this one has {password.Length}. Several words that do not belong together are easy to remember.";
        if (password.Length > Longest) return $"A password has at most {Longest} characters; this one has {password.Length}.";
        if (userName is { Length: > 2 } && password.Contains(userName, StringComparison.OrdinalIgnoreCase)) return "A password must not contain the user's name.";
        var small = password.ToLowerInvariant();
        return Math.Min(Left(small), Left(Folded(small))) < LeastLeft ? "This password is among the first that are guessed: it is made of common words, sequences or repetitions." : null;
    }

    /// <summary>Different characters that remain when common words, sequences and repetitions are taken away.</summary>
    private static int Left(string password)
    {
        var left = new StringBuilder();
        for (var i = 0; i < password.Length;)
        {
            if (CommonPasswords.Words.FirstOrDefault(w => string.CompareOrdinal(password, i, w, 0, w.Length) == 0) is { } word)
            {
                i += word.Length;
                continue;
            }

            var run = Run(password, i);
            if (run < 3) left.Append(password[i]);
            i += run < 3 ? 1 : run;
        }

        return left.ToString().Distinct().Count(char.IsLetterOrDigit) + (left.ToString().Any(static c => !char.IsLetterOrDigit(c)) ? 1 : 0);
    }

    /// <summary>Length of the sequence or repetition that begins at a place.</summary>
    private static int Run(string text, int from)
    {
        if (from + 1 >= text.Length) return 1;
        var step = text[from + 1] - text[from];
        if (step is < -1 or > 1) return 1;
        var end = from + 2;
        while (end < text.Length && text[end] - text[end - 1] == step) end++;
        return end - from;
    }

    /// <summary>With letters for the signs that look like them.</summary>
    private static string Folded(string small) => string.Concat(small.Select(static c => c switch { '@' or '4' => 'a', '3' => 'e', '1' or '!' => 'i', '0' => 'o', '$' or '5' => 's', '7' => 't', _ => c }));
}
