using System.Security.Claims;
using CryptoRun.Web.Identity;
using CryptoRun.Worker.Auditing;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoRun.Web.Tests.Identity;

public sealed class CircuitReaderTests
{
    [Theory]
    [InlineData("nothing", Roles.Admin)]
    [InlineData("demoted", null)]
    [InlineData("disabled", null)]
    [InlineData("password given", null)]
    public async Task Now_WhatAnAdminDid_IsWhatTheReaderStillMay(string what, string? role)
    {
        using var web = new PeopleWeb();
        await web.MakeAsync("okafor", Roles.Admin);
        var user = await web.MakeAsync("ortiz", Roles.Admin);
        await using var scope = web.Services.CreateAsyncScope();
        var circuit = scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>().ShouldBeOfType<CircuitReader>();
        var reader = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<User>>().CreateAsync(user);

        (await web.WithAsync(a => what switch
        {
            "demoted" => a.SetRoleAsync(AuditActor.Program, user.Id, Roles.Viewer, default),
            "disabled" => a.SetDisabledAsync(AuditActor.Program, user.Id, true, default),
            "password given" => a.GivePasswordAsync(AuditActor.Program, user.Id, "granite ladder 4 tuesdays", default),
            _ => Task.FromResult<string?>(null),
        })).ShouldBeNull();

        Rights.Of(await circuit.NowAsync(reader, default)).Role.ShouldBe(role);
    }

    [Fact]
    public async Task Now_OwnerOfADemonstration_IsSoUntilThereIsAUser()
    {
        using var web = new PeopleWeb("true");
        await using var scope = web.Services.CreateAsyncScope();
        var circuit = scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>().ShouldBeOfType<CircuitReader>();
        var owner = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, Roles.Admin)]));

        (await circuit.NowAsync(owner, default)).ShouldBeSameAs(owner);
        await web.MakeAsync("ortiz", Roles.Admin);

        Rights.Of(await circuit.NowAsync(owner, default)).ShouldBe(new Rights(true, false, false, false) { Role = Roles.Viewer });
    }
}
