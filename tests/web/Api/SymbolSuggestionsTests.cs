using CryptoRun.Web.Api;

namespace CryptoRun.Web.Tests.Api;

public sealed class SymbolSuggestionsTests
{
    private static readonly string[] Known = ["SOL-USD", "SOON-USD", "BTC-USD", "XRP-USD", "M-USD"];

    [Theory]
    [InlineData("SOLL-USD", "SOL-USD SOON-USD")]
    [InlineData("BCT-USD", "BTC-USD")]
    [InlineData("SO-USD", "SOL-USD SOON-USD")]
    [InlineData("QQQQQQ-USD", "")]
    public void Near_MistypedSymbol_GivesWhatMayBeMeant(string symbol, string expected) => string.Join(' ', SymbolSuggestions.Near(symbol, Known)).ShouldBe(expected);
}
