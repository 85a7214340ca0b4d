using CryptoRun.Web.Identity;
using CryptoRun.Web.Layout;
using CryptoRun.Web.Palette;

namespace CryptoRun.Web.Tests.Palette;

public sealed class PaletteSearchTests
{
    private static readonly IReadOnlyList<PaletteEntry> Entries = [.. PaletteEntries.All(BoardFixture.Board(), "http://localhost/", Rights.Everything)];

    [Fact]
    public void Find_NothingTypedNothingUsed_ShowsPagesAndCommands()
    {
        var found = PaletteSearch.Find(Entries, "", []);

        found.Select(s => s.Name).ShouldBe(["Pages", "Commands"]);
        found[0].Hits[0].Entry.Text.ShouldBe("Board");
    }

    [Fact]
    public void Find_NothingTyped_ShowsFirstWhatWasUsedLastAndOnlyOnce()
    {
        var found = PaletteSearch.Find(Entries, "", ["symbol:AR-USD", "theme:light", "symbol:GONE-USD", "theme:light"]);

        found[0].Name.ShouldBe("Recent");
        found[0].Hits.Select(h => h.Entry.Text).ShouldBe(["AR-USD", "Light theme"]);
        found.SelectMany(s => s.Hits).Count(h => h.Entry.Id == "theme:light").ShouldBe(1);
    }

    [Fact]
    public void Find_Symbol_ComesFirstWithItsRow()
    {
        var found = PaletteSearch.Find(Entries, "ar", []);

        found[0].Name.ShouldBe("Symbols");
        found[0].Hits[0].Entry.Row!.Symbol.ShouldBe("AR-USD");
        found[0].Hits[0].Entry.Argument.ShouldBe("/explain/AR-USD");
        found[0].Hits[0].Marks.ShouldBe([true, true, false, false, false, false]);
    }

    [Fact]
    public void Find_PageByItsName_ComesBeforeSymbolsThatFitWorse()
    {
        PaletteSearch.Find(Entries, "venues", [])[0].Hits[0].Entry.Argument.ShouldBe("/venues");
    }

    [Fact]
    public void Find_QuoteOfEverySymbol_ShowsTheBestRanks()
    {
        var symbols = PaletteSearch.Find(Entries, "usd", []).Single(s => s.Name == "Symbols").Hits;

        symbols.Count.ShouldBe(PaletteSearch.MostSymbols);
    }

    [Theory]
    [InlineData(">")]
    [InlineData("> dark")]
    [InlineData(">a")]
    public void Find_BehindTheSign_ShowsCommandsOnly(string typed)
    {
        var found = PaletteSearch.Find(Entries, typed, []);

        found[0].Name.ShouldBe("Commands");
        found.Skip(1).ShouldAllBe(s => s.Name == "Of a symbol");
    }

    [Fact]
    public void Find_WordThatIsNotInTheName_FindsItByWhatItIsAlsoCalled()
    {
        var hit = PaletteSearch.Find(Entries, "share", [])[0].Hits[0];

        hit.Entry.Id.ShouldBe("copy");
        hit.Marks.ShouldBeEmpty();
    }

    [Fact]
    public void Find_Nonsense_IsEmpty() => PaletteSearch.Find(Entries, "zzqx", []).ShouldBeEmpty();

    [Fact]
    public void Entries_OnAFilteredBoard_ExportTheSamePart()
    {
        var entries = PaletteEntries.All(BoardFixture.Board(), "http://localhost/?verdict=candidate&sort=-return24h", Rights.Everything).ToList();

        var csv = entries.Find(e => e.Id == "export:csv")!;
        csv.Argument.ShouldBe("/api/v1/candidates?verdict=candidate&sort=-return24h&format=csv");
        csv.Note.ShouldBe("1 row");
        PaletteEntries.All(BoardFixture.Board(), "http://localhost/venues?verdict=candidate", Rights.Everything).Single(e => e.Id == "export:json").Argument.ShouldBe("/api/v1/candidates?format=json");
    }

    [Fact]
    public void Entries_BeforeTheFirstScan_HavePagesAndCommands()
    {
        var entries = PaletteEntries.All(null, "http://localhost/", Rights.Everything).ToList();

        entries.ShouldNotContain(e => e.Group == PaletteGroup.Symbols);
        entries.ShouldContain(e => e.Group == PaletteGroup.Pages);
    }

    [Fact]
    public void Entries_ScanRunning_CanBeCancelledFromTheBoardOnly()
    {
        PaletteEntries.All(null, "http://localhost/", Rights.Everything, isScanning: true).ShouldContain(e => e.Id == "cancel");
        PaletteEntries.All(null, "http://localhost/venues", Rights.Everything, isScanning: true).ShouldNotContain(e => e.Id == "cancel");
        PaletteEntries.All(null, "http://localhost/", Rights.Everything).ShouldNotContain(e => e.Id == "cancel");
    }

    [Fact]
    public void Entries_ReaderWithoutTheRight_AreNotTold()
    {
        string[] Pages(Rights reader) => [.. PaletteEntries.All(null, "http://localhost/", reader).Where(e => e.Group == PaletteGroup.Pages).Select(e => e.Argument)];

        Pages(Rights.None with { View = true }).ShouldNotContain(p => p == "/admin" || p == "/audit");
        Pages(Rights.None with { Audit = true }).ShouldContain("/audit");
        Pages(Rights.Everything).ShouldContain("/admin");
        SitePage.All.Where(p => p.IsFor(Rights.None with { View = true })).ShouldAllBe(p => p.Policy == null);
    }

    [Fact]
    public void Find_ASymbolsCommands_StandUnderTheSymbolAndOnlyWhenTyped()
    {
        var found = PaletteSearch.Find(Entries, "compare ar", []);

        found[0].Name.ShouldBe("Of a symbol");
        found[0].Hits[0].Entry.Argument.ShouldStartWith("/explain/compare?a=AR-USD&b=");
        PaletteSearch.Find(Entries, "ar-usd", []).Select(s => s.Name).ShouldBe(["Symbols", "Of a symbol"]);
        PaletteSearch.Find(Entries, "", []).ShouldNotContain(s => s.Name == "Of a symbol");
    }

    [Fact]
    public void Entries_OnAnExplanation_CompareWithTheSymbolOnScreen()
    {
        var entries = PaletteEntries.All(BoardFixture.Board(), "http://localhost/explain/ar-usd?range=2", Rights.Everything).ToList();

        entries.ShouldContain(e => e.Text.EndsWith("with AR-USD", StringComparison.Ordinal));
        entries.ShouldNotContain(e => e.Id == "compare:AR-USD");
    }

    [Fact]
    public void Entries_Ids_AreUnique() => Entries.Select(e => e.Id).ShouldBeUnique();

    [Fact]
    public async Task Option_Symbol_TellsRankScoreAndVerdict()
    {
        var hit = PaletteSearch.Find(Entries, "ar", [])[0].Hits[0];

        var html = await Rendered.HtmlAsync<PaletteOption>((nameof(PaletteOption.Hit), hit));

        html.ShouldContain("<mark>AR</mark><span>-USD</span>");
        html.ShouldContain("verdict candidate");
        html.ShouldContain("aria-selected=\"false\"");
        html.ShouldContain("data-do=\"go\" data-arg=\"/explain/AR-USD\"");
    }
}
