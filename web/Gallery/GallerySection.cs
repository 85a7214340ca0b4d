namespace CryptoRun.Web.Gallery;

/// <summary>A part of the gallery: one kind of component in every state.</summary>
/// <param name="Title">Heading.</param>
/// <param name="Note">What to look for, in a few words.</param>
/// <param name="Columns">Width, of twelve columns.</param>
/// <param name="Component">A component without parameters that shows the states.</param>
public sealed record GallerySection(string Title, string Note, int Columns, Type Component)
{
    /// <summary>All sections, in order. A feature adds its own here by a line; the component lies beside the feature or in this folder.</summary>
    public static IReadOnlyList<GallerySection> All { get; } =
    [
        new("Buttons", "one primary a page", 6, typeof(ButtonStates)),
        new("Badges and marks", "shape before hue", 6, typeof(MarkStates)),
        new("Form", "says what is wrong and what to type", 4, typeof(FormStates)),
        new("Choices and menus", "a choice is pressed, a menu opens", 4, typeof(ChoiceStates)),
        new("Toasts", "bottom right, 6 s, errors stay", 4, typeof(ToastStates)),
        new("Rows", "full, hover, selected, delayed, stale, no trade, no data; a stale row keeps its values, dimmed", 12, typeof(RowStates)),
        new("Loading, empty, error", "the table's own shape; what to do next; what, to what, correlation id", 12, typeof(WaitingStates)),
        new("Drawings", "sparkline, contribution bar, score, gates", 4, typeof(DrawingStates)),
        new("Waterfall", "bars end in arrows, totals are marks", 8, typeof(WaterfallStates)),
        new("Charts", "loading, gap, stale; no legend, no smoothing", 8, typeof(ChartStates)),
        new("Overlays", "dialog, tooltip, commands", 4, typeof(OverlayStates)),
        new("Keyboard", "one list, shown by ?", 12, typeof(KeyStates)),
    ];
}
