using System.Globalization;
using CryptoRun.Worker.Auditing;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoRun.Worker.Tests.Auditing;

public sealed class AuditChainTests
{
    private static readonly DateTimeOffset At = new(2025, 11, 6, 15, 0, 0, TimeSpan.Zero);
    private static readonly AuditChange Change = new(new AuditActor("m.ortiz", "10.0.0.7"), "alert-rule.save", "candidates", null, "{}") { Id = "3f" };

    /// <summary>By <c>python3 -c</c> with hashlib and struct, from the description of the encoding alone.</summary>
    [Fact]
    public void Hash_Known_IsThatOfAnIndependentImplementation()
    {
        AuditChain.Hash(null, 1, At, "app-1/7", Change).ShouldBe("de1a29db0e29974e715c8fa9cd065fa7670a9c128106af7c9691ce85ac2ba69a");
        AuditChain.Hash("de1a29db0e29974e715c8fa9cd065fa7670a9c128106af7c9691ce85ac2ba69a", 2, At, "app-1/7", Change with { After = "ü" }).ShouldBe("dbb0d7c749b12a168a67076c74bda3606b7934e52f98931352cd142f1520aa9d");
    }

    [Fact]
    public void Hash_TextMovedFromFieldToField_IsAnother() => Prop.ForAll(
        (from text in ArbMap.Default.GeneratorFor<NonEmptyString>()
         from cut in Gen.Choose(0, text.Get.Length)
         from other in Gen.Choose(0, text.Get.Length)
         select (Text: text.Get, Cut: cut, Other: other)).ToArbitrary(),
        static c => c.Cut == c.Other || !string.Equals(Split(c.Text, c.Cut), Split(c.Text, c.Other), StringComparison.Ordinal)).QuickCheckThrowOnFailure();

    [Fact]
    public void Add_GapOrOtherOrder_SaysWhich()
    {
        var first = Entry(null, 1);
        var second = Entry(first.Hash, 2);
        var chain = new AuditChain();

        chain.Add(second)!.ShouldContain("entry 1 is missing");
        chain.Add(first).ShouldBeNull();
        chain.Add(first)!.ShouldContain("entry 2 is missing");
        chain.Add(second with { Hash = first.Hash })!.ShouldContain("entry 2 is not what was recorded");
        chain.Add(second).ShouldBeNull();
        chain.Head.ShouldBe(new AuditAnchor(2, second.Hash));
    }

    private static AuditEntry Entry(string? previous, long number) => new(At, number, "n", Change with { Subject = number.ToString(CultureInfo.InvariantCulture) },
        AuditChain.Hash(previous, number, At, "n", Change with { Subject = number.ToString(CultureInfo.InvariantCulture) }));

    private static string Split(string text, int at) => AuditChain.Hash(null, 1, At, "n", Change with { Before = text[..at], After = text[at..] });
}
