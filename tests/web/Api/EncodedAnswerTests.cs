using CryptoRun.Web.Api;

namespace CryptoRun.Web.Tests.Api;

public sealed class EncodedAnswerTests
{
    [Theory]
    [InlineData("br", "br", true)]
    [InlineData("gzip, deflate, BR", "br", true)]
    [InlineData("br;q=0.5,gzip", "br", true)]
    [InlineData("br; q=0, gzip", "br", false)]
    [InlineData("br; q=0, gzip", "gzip", true)]
    [InlineData("brotli", "br", false)]
    [InlineData("identity", "br", false)]
    [InlineData("", "br", false)]
    public void Reads_AcceptEncoding_WhatItNamesAndDoesNotExclude(string accepted, string encoding, bool reads) => EncodedAnswer.Reads(accepted, encoding).ShouldBe(reads);
}
