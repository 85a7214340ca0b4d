using System.Net;
using CryptoRun.Worker.Alerts;
using CryptoRun.Worker.Alerts.Channels;
using static CryptoRun.Worker.Tests.Alerts.Channels.Messages;

namespace CryptoRun.Worker.Tests.Alerts.Channels;

public sealed class TargetGuardTests
{
    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("172.15.255.255", true)]
    [InlineData("172.32.0.0", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.255.255.254", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("2002:7f00:1::", false)]
    public void IsPublic_Address_AsRegistered(string address, bool isPublic) => TargetGuard.IsPublic(IPAddress.Parse(address)).ShouldBe(isPublic);

    [Theory]
    [InlineData("http://127.0.0.1:PORT/")]
    [InlineData("http://[::1]:PORT/")]
    [InlineData("http://localhost:PORT/")]
    [InlineData("http://2130706433:PORT/")]
    [InlineData("http://inside.example:PORT/")]
    public async Task Send_LeadsIntoThisMachine_IsRefusedAndNothingIsSent(string address)
    {
        await using var receiver = await LoopbackReceiver.StartAsync();
        using var http = new TargetGuard(allowPrivate: false, static (host, _) => Task.FromResult<IPAddress[]>([host == "inside.example" ? IPAddress.Parse("192.168.1.1") : IPAddress.Loopback])).Client();
        var channel = new AlertChannel("hook", 1, "Desk", AlertChannelKind.Webhook, true) { Address = address.Replace("PORT", $"{receiver.Address.Port}", StringComparison.Ordinal) };

        var result = await new WebhookSender(http, TimeProvider.System).SendAsync(channel, "0123456789abcdef", Message(), default);

        result.Outcome.ShouldBe(SendOutcome.Refused);
        result.Error!.ShouldContain("private network");
        receiver.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task Send_NameThatAnswersDifferentlyTheSecondTime_IsAskedOnceAndConnectedToWhatWasJudged()
    {
        await using var receiver = await LoopbackReceiver.StartAsync();
        var asked = 0;
        using var http = new TargetGuard(allowPrivate: true, (_, _) => Task.FromResult<IPAddress[]>([++asked == 1 ? IPAddress.Loopback : IPAddress.Parse("192.0.2.1")])).Client();
        var channel = new AlertChannel("hook", 1, "Desk", AlertChannelKind.Webhook, true) { Address = $"http://rebound.example:{receiver.Address.Port}/" };

        (await new WebhookSender(http, TimeProvider.System).SendAsync(channel, "0123456789abcdef", Message(), default)).Outcome.ShouldBe(SendOutcome.Sent);
        asked.ShouldBe(1);
    }
}
