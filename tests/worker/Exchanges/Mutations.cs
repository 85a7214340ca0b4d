using System.Text;

namespace CryptoRun.Worker.Tests.Exchanges;

/// <summary>Bodies as a broken or hostile sender would make them of a good one: bytes flipped, cut, doubled, swapped for words that parsers trip over.</summary>
internal static class Mutations
{
    private static readonly byte[][] Words =
        [.. ((string[])["null", "{}", "[]", "-1", "1e400", "1e-400", "\"\"", "NaN", "\uD7FF", "\\uD800", "99999999999999999999999999999999", "0.1e", "true", "\0", "\r\n", ",", "\"", "=1+1", "-0"]).Select(Encoding.UTF8.GetBytes)];

    public static byte[] Of(byte[] seed, Random random)
    {
        List<byte> body = [.. seed];
        for (var times = random.Next(1, 5); times > 0 && body.Count > 0; times--)
        {
            var at = random.Next(body.Count);
            switch (random.Next(5))
            {
                case 0: body[at] = (byte)random.Next(256); break;
                case 1: body.RemoveRange(at, random.Next(body.Count - at)); break;
                case 2: body.InsertRange(random.Next(body.Count), body.GetRange(at, random.Next(Math.Min(64, body.Count - at)))); break;
                case 3: body.InsertRange(at, Words[random.Next(Words.Length)]); break;
                default:
                    var word = Words[random.Next(Words.Length)];
                    body.RemoveRange(at, Math.Min(word.Length, body.Count - at));
                    body.InsertRange(at, word);
                    break;
            }
        }

        return [.. body];
    }
}
