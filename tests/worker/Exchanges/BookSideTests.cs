using CryptoRun.Domain.Markets;
using CryptoRun.Worker.Exchanges;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Worker.Tests.Exchanges;

/// <summary>A side of a book against a dictionary that is sorted whenever it is looked at.</summary>
public class BookSideTests
{
    private const int Depth = 25;

    [Fact]
    public void Set_RandomUpdates_IsTheSortedDictionary() =>
        Prop.ForAll(Updates().ToArbitrary(), ArbMap.Default.ArbFor<bool>(), (updates, descending) => Agrees(updates, descending)).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Within_RandomBooks_IsTheDictionaryCut() =>
        Prop.ForAll(Updates().ToArbitrary(), ArbMap.Default.ArbFor<bool>(), (updates, descending) =>
        {
            var side = new BookSide(descending, 1000);
            foreach (var level in updates) side.Set(level);
            var farthest = updates.Length > 0 ? updates[^1].Price : 50;
            side.Within(farthest).ShouldBe(side.Levels.Where(l => descending ? l.Price >= farthest : l.Price <= farthest));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    private static void Agrees(BookLevel[] updates, bool descending)
    {
        var side = new BookSide(descending, Depth);
        SortedDictionary<decimal, decimal> naive = [];
        foreach (var batch in updates.Chunk(7))
        {
            foreach (var level in batch)
            {
                side.Set(level);
                if (level.Size == 0) naive.Remove(level.Price);
                else naive[level.Price] = level.Size;
            }

            side.Truncate();
            var expected = (descending ? naive.Reverse() : naive).Take(Depth).Select(l => new BookLevel(l.Key, l.Value)).ToList();
            naive = new SortedDictionary<decimal, decimal>(expected.ToDictionary(l => l.Price, l => l.Size));
            side.Levels.ShouldBe(expected);
        }
    }

    /// <summary>Few prices, so that updates meet; a third of them take a level away.</summary>
    private static Gen<BookLevel[]> Updates() =>
        (from price in Gen.Choose(1, 80) from size in Gen.Choose(-4, 9) select new BookLevel(price / 4m, Math.Max(0, size) / 8m)).ArrayOf();
}
