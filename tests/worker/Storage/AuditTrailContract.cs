using CryptoRun.Worker.Auditing;

namespace CryptoRun.Worker.Tests.Storage;

public abstract class AuditTrailContract<TDatabase> : StoreContract<TDatabase>
    where TDatabase : ITestDatabase, new()
{
    private static readonly AuditActor Ortiz = new("m.ortiz", "10.0.0.7");

    [Fact]
    public async Task RecordAsync_Change_ComesBackNewestFirstAndTheChainIsWhole()
    {
        var first = await Stores.Audit.RecordAsync(Change("a"), None);
        var second = await Stores.Audit.RecordAsync(Change("b") with { Before = null }, None);

        (await Stores.Audit.ListAsync(new AuditQuery(), None)).ShouldBe([second, first]);
        (first.Number, second.Number).ShouldBe((1, 2));
        (await Stores.Audit.VerifyAsync(null, None)).ShouldBe(new AuditVerification(2, new AuditAnchor(2, second.Hash), null));
        (await Stores.Audit.VerifyAsync(new AuditAnchor(1, first.Hash), None)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task VerifyAsync_Empty_IsWhole() => (await Stores.Audit.VerifyAsync(null, None)).ShouldBe(new AuditVerification(0, null, null));

    [Fact]
    public async Task RecordAsync_SameChangeAgain_StaysOneEntry()
    {
        var change = Change("a");

        var first = await Stores.Audit.RecordAsync(change, None);
        (await Stores.Audit.RecordAsync(change, None)).ShouldBe(first);

        (await Stores.Audit.RecordAsync(Change("b"), None)).Number.ShouldBe(2);
        (await Stores.Audit.VerifyAsync(null, None)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task RecordAsync_ManyAtOnceFromTwoProcesses_OneChainWithoutGaps()
    {
        using var other = Database.Open();

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? Stores : other).Audit.RecordAsync(Change($"{i}"), None)));

        (await Stores.Audit.ListAsync(new AuditQuery(), None)).Select(static e => e.Number).ShouldBe(Enumerable.Range(1, 40).Reverse().Select(static n => (long)n));
        (await Stores.Audit.VerifyAsync(null, None)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task RecordAsync_TooLong_IsCutAndMarked()
    {
        var entry = await Stores.Audit.RecordAsync(Change(new string('x', 5000)) with { After = new string('y', 70_000) }, None);

        (entry.Change.Subject.Length, entry.Change.After!.Length).ShouldBe((AuditChange.LongestName, AuditChange.LongestDocument));
        entry.Change.Subject.ShouldEndWith("…");
        (await Stores.Audit.VerifyAsync(null, None)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task ListAsync_Filters_OnlyThose()
    {
        foreach (var subject in (string[])["a_b%", "SOL", "c"]) await Stores.Audit.RecordAsync(Change(subject), None);
        await Stores.Audit.RecordAsync(Change("d") with { Actor = AuditActor.Program, Action = "key.create" }, None);

        (await SubjectsAsync(new AuditQuery(Text: "_b%"))).ShouldBe(["a_b%"]);
        (await SubjectsAsync(new AuditQuery(Text: "sol"))).ShouldBe(["SOL"]);
        (await SubjectsAsync(new AuditQuery(Text: "KEY."))).ShouldBe(["d"]);
        (await SubjectsAsync(new AuditQuery(Actor: "program"))).ShouldBe(["d"]);
        (await SubjectsAsync(new AuditQuery(Before: 3, Limit: 1))).ShouldBe(["SOL"]);
        (await SubjectsAsync(new AuditQuery(To: new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)))).ShouldBeEmpty();
        (await SubjectsAsync(new AuditQuery(From: new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)))).Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("UPDATE audit_trail SET actor = 'x'")]
    [InlineData("DELETE FROM audit_trail")]
    [InlineData("DELETE FROM audit_head")]
    public async Task Execute_ChangeOfTheTrail_IsRefusedByTheDatabase(string sql)
    {
        await Stores.Audit.RecordAsync(Change("a"), None);

        Should.Throw<System.Data.Common.DbException>(() => Database.Execute(sql));
        (await Stores.Audit.VerifyAsync(null, None)).IsWhole.ShouldBeTrue();
    }

    [Theory]
    [InlineData("at = at + 1", 2)]
    [InlineData("node = 'other'", 2)]
    [InlineData("id = 'other'", 2)]
    [InlineData("actor = 'somebody'", 2)]
    [InlineData("address = NULL", 2)]
    [InlineData("action = 'x'", 2)]
    [InlineData("subject = subject || ' '", 2)]
    [InlineData("before = NULL", 2)]
    [InlineData("after = after || before, before = ''", 2)]
    [InlineData("hash = upper(hash)", 2)]
    [InlineData("number = 9", 2)]
    public async Task VerifyAsync_EntryChangedByWhoeverHasTheDatabase_IsFound(string change, long number)
    {
        for (var i = 0; i < 3; i++) await Stores.Audit.RecordAsync(Change($"{i}"), None);

        Database.Execute($"{Unlock} UPDATE audit_trail SET {change} WHERE number = {number}");

        var found = await Stores.Audit.VerifyAsync(null, None);
        (found.Checked, found.IsWhole).ShouldBe((number - 1, false));
        found.Problem!.ShouldContain($"entry {number} ");
    }

    [Fact]
    public async Task VerifyAsync_EndCutOff_IsFoundByTheHeadAndByAnAnchor()
    {
        for (var i = 0; i < 3; i++) await Stores.Audit.RecordAsync(Change($"{i}"), None);
        var noted = (await Stores.Audit.VerifyAsync(null, None)).Head;

        Database.Execute($"{Unlock} DELETE FROM audit_trail WHERE number = 3");
        (await Stores.Audit.VerifyAsync(null, None)).Problem!.ShouldContain("the end is missing");

        // Who also mends the head is found by what was noted elsewhere.
        Database.Execute("UPDATE audit_head SET number = 2, hash = (SELECT hash FROM audit_trail WHERE number = 2)");
        (await Stores.Audit.VerifyAsync(null, None)).IsWhole.ShouldBeTrue();
        (await Stores.Audit.VerifyAsync(noted, None)).Problem!.ShouldContain("written anew or cut");
    }

    private static string Unlock => typeof(TDatabase).Name.StartsWith("Sqlite", StringComparison.Ordinal)
        ? "DROP TRIGGER audit_trail_is_never_updated; DROP TRIGGER audit_trail_is_never_deleted;"
        : "DROP TRIGGER audit_trail_is_never_changed ON audit_trail;";

    private static AuditChange Change(string subject) => new(Ortiz, "alert-rule.save", subject, """{"minScore":70}""", """{"minScore":75}""");

    private async Task<IReadOnlyList<string>> SubjectsAsync(AuditQuery query) => [.. (await Stores.Audit.ListAsync(query, None)).Select(static e => e.Change.Subject)];
}
