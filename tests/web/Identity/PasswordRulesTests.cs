using CryptoRun.Web.Identity;

namespace CryptoRun.Web.Tests.Identity;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("violet kettle underneath 77")]
    [InlineData("correct horse battery staple")]
    [InlineData("zwölf Boxkämpfer jagen Viktor")]
    [InlineData("qK8-vd2-Lp0-xw7-Tn")]
    [InlineData("               gnu hat zwei pfoten")]
    public void Problem_LongAndNotGuessed_None(string password) => PasswordRules.Problem(password, "ortiz").ShouldBeNull();

    [Theory]
    [InlineData("passwordpassword")]
    [InlineData("P4ssw0rdP4ssw0rd!")]
    [InlineData("123456789012345678")]
    [InlineData("aaaaaaaaaaaaaaaaaaaa")]
    [InlineData("qwertyuiopasdfghjkl")]
    [InlineData("bitcointothemoon2025")]
    [InlineData("cryptorunadmin1234")]
    [InlineData("iloveyouprincess123")]
    public void Problem_MadeOfWhatIsGuessedFirst_IsTold(string password) => PasswordRules.Problem(password, "ortiz")!.ShouldContain("among the first that are guessed");

    [Fact]
    public void Problem_LengthAndName_AreTold()
    {
        PasswordRules.Problem("violet kettle", "ortiz")!.ShouldContain("at least 15");
        PasswordRules.Problem(string.Concat(Enumerable.Repeat("violet kettle ", 10))[..128], "ortiz").ShouldBeNull();
        PasswordRules.Problem(new string('x', 257), "ortiz")!.ShouldContain("at most 256");
        PasswordRules.Problem("violet ORTIZ underneath", "ortiz")!.ShouldContain("user's name");
    }

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    public void Code_ExamplesOfRfc6238_AreTheirs(long seconds, string code) => TotpProvider.Code("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", TotpProvider.StepOf(DateTimeOffset.FromUnixTimeSeconds(seconds))).ShouldBe(code);
}
