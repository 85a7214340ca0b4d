namespace CryptoRun.Web.Identity;

/// <summary>Words that most guessed passwords are made of, small letters, look-alike digits read as letters.</summary>
internal static class CommonPasswords
{
    /// <summary>The words, longest first.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).OrderByDescending(static w => w.Length)];

    private const string Text =
        """
        password passwort passwd passphrase pass word secret letmein welcome login signin admin administrator root user guest test testing tester demo sample example changeme default temp temporary
        qwertyuiop qwerty qwertz azerty asdfghjkl asdfgh asdf zxcvbnm zxcvbn zxcv qazwsx edcrfv qweasd poiuytrewq lkjhgfdsa mnbvcxz
        abcdefghijklmnopqrstuvwxyz abcdefgh abcdef abcde abcd abc aaaa
        iloveyou love lovely lover forever friend friends family mother father sister brother baby angel princess prince queen king sunshine flower rainbow butterfly chocolate cookie cheese banana apple orange
        monkey dragon tiger lion bear eagle falcon shark dolphin panther wolf horse chicken turkey kitten puppy buddy
        football baseball basketball soccer hockey tennis golf liverpool arsenal chelsea barcelona realmadrid manchester united yankees lakers cowboys steelers
        superman batman spiderman ironman starwars startrek pokemon naruto matrix gandalf merlin hunter ranger killer ninja samurai warrior master shadow phantom ghost
        michael jordan jennifer jessica ashley daniel thomas robert andrew joshua matthew anthony william charlie george harley maggie ginger pepper summer winter autumn spring
        monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december
        london paris berlin newyork america germany france england canada australia mexico
        computer internet server system network windows microsoft google facebook twitter samsung iphone android linux oracle cisco database
        money dollar million rich lucky winner success freedom trustno trust nothing whatever access open please hello goodbye
        crypto cryptorun run bitcoin btc ethereum eth dogecoin solana binance coinbase kraken bybit okx hodl tothemoon moon lambo satoshi blockchain wallet trader trading trade market momentum scanner board exchange altcoin token
        fuckyou fuck shit asshole bitch sexy hot cool mustang ferrari porsche corvette mercedes yamaha suzuki harleydavidson
        the and my is this that you me your our for
        """;
}
