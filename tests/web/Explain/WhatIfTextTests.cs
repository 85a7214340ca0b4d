using CryptoRun.Domain.Regimes;
using CryptoRun.Domain.Scanning;
using CryptoRun.Domain.Scoring;
using CryptoRun.Web.Explain;

namespace CryptoRun.Web.Tests.Explain;

public sealed class WhatIfTextTests
{
    private static readonly WhatIf InForce = WhatIf.Of(new ScanOptions(), RegimeState.Choppy);

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        foreach (var knob in WhatIfKnob.All.Where(static k => k.Gate is not null))
        {
            var asked = knob.With(InForce, knob.Most / 2);

            var (read, problems) = WhatIfText.Read(WhatIfText.Write(asked, InForce), InForce);

            problems.ShouldBeEmpty();
            knob.Get(read).ShouldBe(knob.Get(asked), knob.Key);
        }

        WhatIfText.Write(InForce, InForce).ShouldBeNull();
    }

    [Theory]
    [InlineData("composite:500", "Score, at least: “500” is out of range; allowed is 0 to 100.")]
    [InlineData("movement:x", "Move 4 h, at least, %: “x” is no number; allowed is 0 to 100.")]
    [InlineData("momentum:0.37", "The weights sum to 1.1; they must sum to 1.")]
    [InlineData("colour:1", "“colour:1” is not a weight or limit")]
    public void Read_WhatIsNotAllowed_SaysWhatIs(string text, string problem) => WhatIfText.Read(text, InForce).Problems.ShouldHaveSingleItem().ShouldStartWith(problem);

    [Theory]
    [InlineData(0.9)]
    [InlineData(0.01)]
    [InlineData(0)]
    public void Normalised_AnyWeights_SumToOneAsTheDomainAsks(double momentum)
    {
        var asked = WhatIfText.Normalised(InForce with { Weights = InForce.Weights with { Momentum = momentum } });

        WhatIfText.Read(WhatIfText.Write(asked, InForce), InForce).Problems.ShouldBeEmpty();
    }
}
