using System.Text;
using CryptoRun.Domain.Gates;
using CryptoRun.Domain.Scoring;
using CryptoRun.Web.Api;
using CryptoRun.Web.Layout;

namespace CryptoRun.Web.Explain;

/// <summary>An explanation as CSV: a line a factor, a line a gate, told apart by the first column after scan, time and symbol. Times are UTC.</summary>
internal static class ExplainCsv
{
    private const string Head = "scanId,asOf,symbol,kind,name,outcome,raw,z,residual,score,weight,points,actual,comparison,threshold,margin,unit,source,ageSeconds,words";

    public static byte[] Encode(ScoreExplanation of)
    {
        var text = new StringBuilder(Head).Append("\r\n");
        foreach (var f in of.Factors)
            Line(text, of, "factor", f.Factor.ToString().ToLowerInvariant(), null, f.Raw, f.Z, f.Residual, f.Score, f.Weight, f.Points, null, null, null, null, null, null, null, string.Join("; ", f.Flags));
        foreach (var g in of.Gates)
        {
            var comparison = g.Comparison == Comparison.AtLeast ? "atLeast" : "atMost";
            Line(text, of, "gate", g.Gate, g.Outcome.ToString().ToLowerInvariant(), null, null, null, null, null, null, g.Actual, comparison, g.Threshold, g.Margin, g.Unit, g.Source, g.AgeSeconds, g.Reason);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Line(StringBuilder text, ScoreExplanation of, params object?[] cells) =>
        text.AppendJoin(',', new object?[] { of.ScanId, Format.Iso(of.AsOf), of.Symbol }.Concat(cells).Select(CsvCell.Of)).Append("\r\n");
}
