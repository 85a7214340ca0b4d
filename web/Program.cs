using CryptoRun.Web;
using CryptoRun.Worker;

try
{
    // Settings and pages lie beside the program; a relative store directory is relative to where it was started.
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.WebHost.UseStaticWebAssets();

    // Market, store, scans, jobs: the worker inside this process.
    builder.Services.AddCryptoRun(builder.Configuration, Directory.GetCurrentDirectory());

    // Pages, API, event stream, health.
    builder.Services.AddWeb(builder.Configuration);

    var app = builder.Build();
    app.UseWeb();
    app.MapWeb();
    var exitCode = app.Services.OpenMarket();
    await app.RunAsync();
    return exitCode();
}
catch (Exception failure) when (StartUpFailure.Explain(failure, out var exitCode) is { } lines)
{
    foreach (var line in lines) await Console.Error.WriteLineAsync(line);
    return exitCode;
}
