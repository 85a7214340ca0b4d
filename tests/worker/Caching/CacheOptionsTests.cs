using CryptoRun.Worker.Caching;

namespace CryptoRun.Worker.Tests.Caching;

public sealed class CacheOptionsTests
{
    private const string Secret = "s3cr3t";

    [Fact]
    public void Problems_Defaults_AreFine() => new CacheOptions().Problems().ShouldBeEmpty();

    [Fact]
    public void Problems_OutOfRange_NameKeyValueAndRange()
    {
        var problems = new CacheOptions { Book = TimeSpan.FromMinutes(2), StaleLives = 11, MostEntries = 9, RedisWait = TimeSpan.FromSeconds(2) }.Problems();

        problems.Count.ShouldBe(4);
        problems[0].ShouldBe("Cache:Book is 00:02:00; allowed are 0.1 to 60 s.");
        problems.ShouldContain(p => p.StartsWith("Cache:StaleLives is 11;"));
    }

    [Theory]
    [InlineData("localhost:6379", null)]
    [InlineData("localhost:6379,password=" + Secret, null)]
    [InlineData("password=" + Secret, "names no server")]
    [InlineData("localhost,pasword=" + Secret, "cannot be read")]
    public void Problems_Redis_NeverRepeatTheSecret(string text, string? problem)
    {
        var problems = new CacheOptions { Redis = text }.Problems();

        if (problem is null) problems.ShouldBeEmpty();
        else problems.ShouldHaveSingleItem().ShouldContain(problem);
        string.Join("", problems).ShouldNotContain(Secret);
    }

    [Fact]
    public void ToString_WithPassword_ShowsServersAlone()
    {
        var text = new CacheOptions { Redis = $"cache.example:6380,password={Secret},ssl=true" }.ToString();

        text.ShouldContain("cache.example:6380");
        text.ShouldNotContain(Secret);
    }

    [Fact]
    public void Parse_Anything_IsAConnectionThatNeverGivesUp() => RedisAddress.Parse("localhost,abortConnect=true").AbortOnConnectFail.ShouldBeFalse();
}
