using CryptoRun.Web.Identity;
using CryptoRun.Worker;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace CryptoRun.Web.Tests.Identity;

public sealed class AccessTests
{
    [Theory]
    [InlineData(null, "Simulated", "http://127.0.0.1:5000", false, false, Roles.Admin)]
    [InlineData(null, "Simulated", "http://localhost:5000;http://[::1]:5001", false, false, Roles.Admin)]
    [InlineData(null, "Simulated", "", false, false, Roles.Admin)]
    [InlineData(null, "Simulated", "http://127.0.0.1:5000", true, false, Roles.Viewer)]
    [InlineData(null, "Simulated", "http://127.0.0.1:5000", false, true, null)]
    [InlineData(null, "Simulated", "http://0.0.0.0:5000", false, false, null)]
    [InlineData(null, "Simulated", "http://[::]:5000", false, false, null)]
    [InlineData(null, "Simulated", "http://*:5000", false, false, null)]
    [InlineData(null, "Simulated", "http://127.0.0.1:5000;http://10.0.0.7:5000", false, false, null)]
    [InlineData(null, "Live", "http://127.0.0.1:5000", false, false, null)]
    [InlineData(false, "Simulated", "http://127.0.0.1:5000", false, false, null)]
    [InlineData(true, "Simulated", "http://0.0.0.0:5000", false, false, Roles.Viewer)]
    [InlineData(true, "Live", "http://127.0.0.1:5000", false, false, Roles.Viewer)]
    [InlineData(true, "Simulated", "http://127.0.0.1:5000", false, true, Roles.Viewer)]
    public void RoleOf_SettingAndWhereItListens_IsWhatIsDue(bool? anonymous, string source, string addresses, bool hasUsers, bool isFromElsewhere, string? role)
    {
        using var server = new ListeningServer(addresses);
        var settings = WorkerSettings.Read(new ConfigurationBuilder().AddInMemoryCollection([new("Market:Source", source)]).Build());

        new Access(new PeopleOptions(anonymous), settings, server).RoleOf(hasUsers, isFromElsewhere).ShouldBe(role);
    }

    [Theory]
    [InlineData("localhost", null, Roles.Admin)]
    [InlineData("127.0.0.1:5000", null, Roles.Admin)]
    [InlineData("[::1]:5000", null, Roles.Admin)]
    [InlineData("rebound.example:5000", null, null)]
    [InlineData("10.0.0.7:5000", null, null)]
    [InlineData("localhost", "X-Forwarded-For", null)]
    public void Nobody_NameThatWasMadeToLeadHere_IsNotTheOwner(string host, string? passedOn, string? role)
    {
        using var server = new ListeningServer("http://127.0.0.1:5000");
        var context = new DefaultHttpContext { Request = { Host = new HostString(host) } };
        if (passedOn is not null) context.Request.Headers[passedOn] = "1";

        Rights.Of(new Access(new PeopleOptions(), WorkerSettings.Read(new ConfigurationBuilder().Build()), server).Nobody(hasUsers: false, context)).Role.ShouldBe(role);
    }

    [Fact]
    public void Read_NeitherTrueNorFalse_IsTold()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Identity:Anonymous", "perhaps")]).Build();

        Should.Throw<OptionsValidationException>(() => PeopleOptions.Read(configuration)).Message.ShouldBe("Identity:Anonymous is \"perhaps\"; allowed is true, false.");
    }

    [Theory]
    [InlineData(Roles.Viewer, "View")]
    [InlineData(Roles.Analyst, "View Analyse")]
    [InlineData(Roles.Admin, "View Analyse Administer Audit")]
    [InlineData(Roles.Auditor, "View Audit")]
    public void RolesOf_EveryPolicy_OpensWhatTheRoleMay(string role, string policies) => Policies.All.Where(p => Policies.RolesOf(p).Contains(role)).ShouldBe(policies.Split(' '));

    private sealed class ListeningServer : IServer
    {
        public ListeningServer(string addresses)
        {
            var feature = new ServerAddressesFeature();
            foreach (var address in addresses.Split(';', StringSplitOptions.RemoveEmptyEntries)) feature.Addresses.Add(address);
            Features.Set<IServerAddressesFeature>(feature);
        }

        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
            // Nothing is open.
        }
    }
}
