using CryptoRun.Web.Layout;
using CryptoRun.Worker.Tests;

namespace CryptoRun.Web.Tests.Layout;

public sealed class HandOverTests
{
    private readonly ManualTime _wall = new(BoardFixture.At);

    [Fact]
    public void Find_WhatTheFirstAnswerRead_IsTheSameObjectForAWhile()
    {
        var kept = new HandOver(_wall);
        var state = new List<int>();
        kept.Keep("/explain/AR-USD", state);

        kept.Find<List<int>>("/explain/AR-USD").ShouldBeSameAs(state);
        kept.Find<List<int>>("/explain/SOL-USD").ShouldBeNull();
        kept.Find<string>("/explain/AR-USD").ShouldBeNull();
        _wall.Advance(HandOver.Kept + TimeSpan.FromSeconds(1));
        kept.Find<List<int>>("/explain/AR-USD").ShouldBeNull();
    }

    [Fact]
    public void Keep_MoreAddressesThanThereIsRoomFor_ForgetsTheOldest()
    {
        var kept = new HandOver(_wall);
        for (var i = 0; i <= HandOver.Most; i++)
        {
            kept.Keep($"/{i}", "read");
            _wall.Advance(TimeSpan.FromMilliseconds(1));
        }

        kept.Find<string>("/0").ShouldBeNull();
        Enumerable.Range(1, HandOver.Most).ShouldAllBe(i => kept.Find<string>($"/{i}") == "read");
    }
}
