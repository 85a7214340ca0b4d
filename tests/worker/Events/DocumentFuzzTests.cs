using System.Text;
using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Events;
using CryptoRun.Worker.Tests.Exchanges;

namespace CryptoRun.Worker.Tests.Events;

public class DocumentFuzzTests
{
    private const int Bodies = 20_000;

    [Fact]
    public void Rows_MutatedDocuments_AreRefusedInWordsOrReadInRange()
    {
        byte[][] seeds =
        [
            Encoding.UTF8.GetBytes("id,symbol,time,title,tier,source,known_at,status\ne1,BTC,2026-12-01T14:00:00Z,\"Fork, \"\"big\"\"\",major,cal,2026-11-01T00:00:00Z,scheduled\ne2,ETH-USD,2026-12-02T14:00:00+02:00,=1+1,info,,,\n"),
            """{"by":"me","events":[{"id":"e1","symbol":"BTC","time":"2026-12-01T14:00:00Z","title":"Fork","tier":"minor","x":[{}]}]}"""u8.ToArray(),
            """[{"symbol":"BTC","time":"2026-11-22T10:00:00Z","value":0.25,"net_usd":-12.5e6},{"symbol":"ETH","time":"2026-11-22T10:00:00Z","value":"-1","net_usd":"3"}]"""u8.ToArray(),
        ];
        var random = new Random(3);
        var (read, refused) = (0, 0);
        for (var i = 0; i < Bodies; i++)
        {
            var body = Mutations.Of(seeds[i % seeds.Length], random);
            try
            {
                var rows = DocumentRows.Of(body);
                foreach (var statement in DocumentReading<CatalystEvent>.Of(rows, DocumentKinds.Events).Statements)
                {
                    statement.Time.Offset.ShouldBe(TimeSpan.Zero);
                    statement.Symbol.ShouldEndWith("-USD");
                    statement.Value?.Title.Any(char.IsControl).ShouldBeFalse();
                }

                DocumentReading<SentimentReading>.Of(rows, DocumentKinds.Sentiment).Statements.All(s => s.Value!.Value >= -1 && s.Value.Value <= 1).ShouldBeTrue();
                DocumentReading<EtfFlow>.Of(rows, DocumentKinds.EtfFlow).Statements.All(s => Math.Abs(s.Value!.NetUsd) <= 1e12m).ShouldBeTrue();
                read++;
            }
            catch (DocumentRefusedException e)
            {
                e.Message.ShouldEndWith(".");
                refused++;
            }
        }

        (read > Bodies / 20, refused > Bodies / 20).ShouldBe((true, true), $"{read} read, {refused} refused");
    }
}
