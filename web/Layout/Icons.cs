using System.Collections.Frozen;
using Microsoft.AspNetCore.Components;

namespace CryptoRun.Web.Layout;

/// <summary>Sixteen-pixel line icons, one stroke weight. Each is markup made once: a component for every icon would cost each circuit two kilobytes.</summary>
public static class Icons
{
    private static readonly FrozenDictionary<string, MarkupString> All = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["search"] = """<circle cx="7" cy="7" r="4.5"/><path d="m10.5 10.5 3 3"/>""",
        ["sun"] = """<circle cx="8" cy="8" r="3"/><path d="M8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M3.4 12.6l.7-.7M11.9 4.1l.7-.7"/>""",
        ["moon"] = """<path d="M13 9.5A5.5 5.5 0 0 1 6.5 3 5.5 5.5 0 1 0 13 9.5z"/>""",
        ["down"] = """<path d="m4.5 6.5 3.5 3.5 3.5-3.5"/>""",
        ["export"] = """<path d="M8 2.5v8M4.5 7.5 8 11l3.5-3.5M3 13.5h10"/>""",
        ["filter"] = """<path d="M2.5 4h11M4.5 8h7M6.5 12h3"/>""",
        ["hold"] = """<path d="M5.5 3.5v9M10.5 3.5v9"/>""",
        ["error"] = """<path d="M5.5 2.5h5l3 3v5l-3 3h-5l-3-3v-5z"/><path d="M8 5.5v3M8 10.7v.1"/>""",
        ["warning"] = """<path d="M8 2.5 14 13H2z"/><path d="M8 6.5v3M8 11.2v.1"/>""",
        ["info"] = """<circle cx="8" cy="8" r="5.5"/><path d="M8 7.500v3.500M8 5.200v.1"/>""",
        ["regime"] = """<path d="M1.5 9c1.500-5 3-5 4.500-1s3 4 4.500-1 2.500-4 4-2"/>""",
        ["premove"] = """<path d="M2.500 11.500c3 0 4-1 5-3s2.500-5 6-5M10.500 3h3v3"/>""",
        ["alerts"] = """<path d="M4 11V7a4 4 0 0 1 8 0v4l1.200 1.500H2.800zM6.700 14h2.600"/>""",
        ["evidence"] = """<path d="M2.500 13.500h11M4 11.500v-3M7 11.500V6M10 11.500V8M13 11.500V3.500"/>""",
        ["columns"] = """<path d="M3 3h10v10H3zM6.500 3v10M9.800 3v10"/>""",
        ["rows"] = """<path d="M2.500 3.500h11M2.500 6.500h11M2.500 9.500h11M2.500 12.500h11"/>""",
        ["mute"] = """<path d="M4 11V7a4 4 0 0 1 6.500-3.100M12 7v4l1.200 1.500H5M6.700 14h2.600M2 2l12 12"/>""",
        ["link"] = """<path d="M6.500 9.500 9.500 6.500M7 5l1.500-1.500a2.800 2.800 0 0 1 4 4L11 9M9 11l-1.500 1.500a2.800 2.800 0 0 1-4-4L5 7"/>""",
        ["command"] = """<path d="m3 5 3 3-3 3M8 11.500h5"/>""",
        ["wall"] = """<path d="M2 3.500h12v7.500H2zM6 13.500h4"/>""",
        ["edit"] = """<path d="m3 13 .6-2.800 7-7 2.200 2.200-7 7z"/>""",
        ["plus"] = """<path d="M8 3.500v9M3.500 8h9"/>""",
        ["jobs"] = """<path d="M3 3.500h4v4H3zM9 3.500h4v4H9zM3 9.500h4v4H3zM9.500 11.500h3.500M11.250 9.750v3.500"/>""",
        ["play"] = """<path d="M5 3.500v9l7-4.500z"/>""",
        ["stop"] = """<path d="M4.500 4.500h7v7h-7z"/>""",
        ["none"] = """<path d="M4.500 8h7"/>""",
        ["ok"] = """<path d="m3.5 8.5 3 3 6-7"/>""",
        ["close"] = """<path d="m4.5 4.5 7 7M11.5 4.5l-7 7"/>""",
        ["offline"] = """<path d="M2 2l12 12M3 7.5a7 7 0 0 1 3.5-2M13 7.5a7 7 0 0 0-4-2.200M5.5 10a3.5 3.5 0 0 1 4-.7M8 12.800v.1"/>""",
        ["board"] = """<path d="M2.5 4h11M2.5 8h11M2.5 12h7"/>""",
        ["venues"] = """<path d="M2.5 5.500 8 2.500l5.500 3M3.500 6v5.500M8 6v5.500M12.500 6v5.500M2 13.500h12"/>""",
        ["code"] = """<path d="m5.5 4.5-3.5 3.5 3.5 3.5M10.5 4.5l3.5 3.5-3.5 3.5"/>""",
        ["back"] = """<path d="M9.5 4 5.5 8l4 4"/>""",
        ["next"] = """<path d="M6.5 4 10.5 8l-4 4"/>""",
        ["more"] = """<circle cx="3.5" cy="8" r=".6"/><circle cx="8" cy="8" r=".6"/><circle cx="12.5" cy="8" r=".6"/>""",
        ["shield"] = """<path d="M8 2 3 4v4c0 3 2.5 5 5 6 2.5-1 5-3 5-6V4z"/><path d="m5.8 8 1.6 1.600L10.4 6.5"/>""",
        ["copy"] = """<rect x="5.5" y="5.5" width="7.5" height="7.5" rx="1"/><path d="M3 10.5v-7a.5.5 0 0 1 .5-.5h7"/>""",
    }.ToFrozenDictionary(static i => i.Key, static i => new MarkupString($"""<svg class="i" viewBox="0 0 16 16" aria-hidden="true">{i.Value}</svg>"""), StringComparer.Ordinal);

    /// <summary>The drawing of that name.</summary>
    /// <param name="name">Name.</param>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public static MarkupString Of(string name) => All[name];
}
