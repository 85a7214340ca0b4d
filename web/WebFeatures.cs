using CryptoRun.Web.Admin;
using CryptoRun.Web.Alerts;
using CryptoRun.Web.Api;
using CryptoRun.Web.Auditing;
using CryptoRun.Web.Backtests;
using CryptoRun.Web.Board;
using CryptoRun.Web.Evidence;
using CryptoRun.Web.Explain;
using CryptoRun.Web.Gallery;
using CryptoRun.Web.Health;
using CryptoRun.Web.Identity;
using CryptoRun.Web.Jobs;
using CryptoRun.Web.Layout;
using CryptoRun.Web.Market;
using CryptoRun.Web.Premove;
using CryptoRun.Web.Regimes;
using CryptoRun.Web.Scans;
using CryptoRun.Web.Security;
using CryptoRun.Web.Telemetry;
using CryptoRun.Web.Venues;
using CryptoRun.Web.Wall;
using CryptoRun.Worker;
using CryptoRun.Worker.Documents;

namespace CryptoRun.Web;

/// <summary>The features of the web, one line each: what they need, what comes before every request, what they answer.</summary>
internal static class WebFeatures
{
    /// <summary>Services of pages and API.</summary>
    /// <param name="services">Services.</param>
    /// <param name="configuration">Configuration, for what is read before anything is made.</param>
    public static IServiceCollection AddWeb(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddRazorComponents().AddInteractiveServerComponents(CircuitLimits.Set);
        services.AddAntiforgery(o => o.SuppressXFrameOptionsHeader = true);
        services.ConfigureHttpJsonOptions(o => Json.Configure(o.SerializerOptions));
        services.AddPeople(configuration);
        services.AddFloodLimits();
        services.AddCompression();
        services.AddApiProblems().AddApiDocs();
        services.AddSingleton<VenueHistory>();
        services.AddSingleton<MarketView>().AddSingleton<EncodedBoards>().AddSingleton<RowMarkup>();
        services.AddBoardHub();
        services.AddWall();
        services.AddTelemetry();
        services.AddScoped<Toasts>();
        services.AddSingleton<HandOver>();
        services.AddScoped<Caller>();
        services.AddSingleton<WhatIfRuns>();
        services.AddSingleton(static p => GalleryOptions.Read(p.GetRequiredService<IConfiguration>(), p.GetRequiredService<IHostEnvironment>()));
        services.AddSingleton<RegimeReader>().AddSingleton<RegimeAnswers>();
        services.AddSingleton<EvidenceReader>();
        services.AddSingleton<JobsReader>();
        services.AddSingleton<BacktestsReader>();
        services.AddSingleton<SettingsReader>();
        return services;
    }

    /// <summary>What every request goes through.</summary>
    public static void UseWeb(this WebApplication app)
    {
        _ = app.Services.GetRequiredService<GalleryOptions>(); // read, so that a wrong value is told at the start
        app.UseSecurityHeaders();
        app.UseCompression();
        app.UseExceptionHandler();
        app.UseStatusPages("/not-found");
        app.UsePeople();
        app.UseFromHereOnly(BoardHub.Path);
        app.UseFloodLimits();
        app.UseAntiforgery();
    }

    /// <summary>Pages, API, health.</summary>
    public static void MapWeb(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapHealth();
        app.MapTelemetry();
        if (!app.Services.GetRequiredService<NodeOptions>().Serves) return;

        app.MapApiDocs();
        var api = app.MapGroup("/api/v1").RequireAuthorization(Policies.View);
        api.MapCandidates();
        api.MapStream();
        api.MapExplain();
        api.MapRegime();
        api.MapEvidence();
        api.MapScans();
        api.MapCandles();
        api.MapMarket();
        api.MapCache();
        api.MapVenues();
        api.MapAlerts();
        api.MapAlertRules();
        api.MapAlertChannels();
        api.MapPremove();
        api.MapAudit();
        api.MapJobs();
        api.MapRuns();
        api.MapBacktests();
        api.MapSettings();

        app.MapBoardHub();
        app.MapPeople();
        app.MapWall();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(o => o.ContentSecurityFrameAncestorsPolicy = null).RequireViewElse();
    }
}
