using System.Globalization;
using System.Text;
using CryptoRun.Domain.Evidence;
using CryptoRun.Domain.Markets;
using CryptoRun.Domain.Numerics;
using CryptoRun.Web.Layout;
using CryptoRun.Worker.Storage;

namespace CryptoRun.Web.Evidence;

/// <summary>The report as CSV (RFC 4180): one figure with its interval a line. All cells are our own words and numbers; numbers that begin with a minus are numbers.</summary>
internal static class EvidenceCsv
{
    private const string Header = "at,source,newestScanId,horizonHours,kind,name,scans,picks,mean,median,low,high,net,netLow,netHigh,beatShare,t,apart\r\n";

    public static byte[] Encode(EvidenceReading reading)
    {
        var text = new StringBuilder(Header, 16 * 1024);
        foreach (var horizon in reading.Report.Horizons)
        {
            var start = Start(reading.Report.At, reading.Source, reading.NewestScanId, horizon.Hours);
            for (var g = 0; g < horizon.Groups.Count; g++) Excess(text, start, "group", $"{g + 1} of {horizon.Groups.Count}", horizon.Groups[g]);
            Excess(text, start, "picks", "candidates", horizon.Candidates);
            Excess(text, start, "picks", "plainSameCount", horizon.PlainSameCount);
            Excess(text, start, "picks", "topTenth", horizon.TopTenth);
            Excess(text, start, "picks", "plainTopTenth", horizon.PlainTopTenth);
            Difference(text, start, "candidatesOverPlain", horizon.CandidatesOverPlain);
            Difference(text, start, "topOverPlain", horizon.TopOverPlain);
            foreach (var signal in horizon.Signals) Correlation(text, start, "rankCorrelation", EvidenceWords.Camel(signal.Signal), signal);
            foreach (var auc in horizon.Auc) Line(text, start, "auc", EvidenceWords.Camel(auc.Signal), auc.Scans, auc.Outcomes, auc.MeanAuc, null, auc.Interval, null, null, null, null, null);
            foreach (var gate in horizon.Gates)
            {
                Excess(text, start, "blockedBy", gate.Gate, gate.Blocked);
                Excess(text, start, "blockedByAlone", gate.Gate, gate.Alone);
            }

            foreach (var regime in horizon.Regimes)
            {
                Excess(text, start, "regimeCandidates", regime.State.ToString(), regime.Candidates);
                Excess(text, start, "regimeTopTenth", regime.State.ToString(), regime.TopTenth);
                Correlation(text, start, "regimeRankCorrelation", regime.State.ToString(), regime.Score);
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Nights, in the same columns.</summary>
    public static byte[] Encode(IReadOnlyList<EvidenceNight> nights)
    {
        var text = new StringBuilder(Header, 16 * 1024);
        foreach (var night in nights)
        {
            foreach (var horizon in night.Horizons)
            {
                var start = Start(night.At, night.Source, night.NewestScanId, horizon.Hours);
                Excess(text, start, "picks", "candidates", horizon.Candidates);
                Excess(text, start, "picks", "topTenth", horizon.TopTenth);
                foreach (var signal in horizon.Signals) Correlation(text, start, "rankCorrelation", EvidenceWords.Camel(signal.Signal), signal);
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Start(DateTimeOffset at, MarketSource source, string? newest, int hours) => $"{Format.Iso(at)},{source},{newest},{hours}";

    private static void Excess(StringBuilder text, string start, string kind, string name, ExcessReturn e) =>
        Line(text, start, kind, name, e.Scans, e.Picks, e.Mean, e.Median, e.Interval, e.Net, e.NetInterval, e.BeatShare, null, null);

    private static void Difference(StringBuilder text, string start, string name, ReturnDifference? d)
    {
        if (d is not null) Line(text, start, "difference", name, null, null, d.Mean, null, d.Interval, null, null, null, null, null);
    }

    private static void Correlation(StringBuilder text, string start, string kind, string name, SignalEvidence s) =>
        Line(text, start, kind, name, s.Scans, null, s.MeanIc, null, s.Interval, null, null, null, s.T, s.Apart);

    private static void Line(
        StringBuilder text, string start, string kind, string name, int? scans, int? picks, double? mean, double? median, ConfidenceInterval? interval, double? net, ConfidenceInterval? netInterval, double? beat, double? t, int? apart) =>
        text.Append(start).Append(',').AppendJoin(
            ',', kind, name, scans, picks, Number(mean), Number(median), Number(interval?.Low), Number(interval?.High), Number(net), Number(netInterval?.Low), Number(netInterval?.High), Number(beat), Number(t), apart).Append("\r\n");

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}
