using CryptoRun.Web;
using CryptoRun.Worker.Live;
using CryptoRun.Worker.Markets;

// Settings and pages lie beside the program, wherever it is started from.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.WebHost.UseStaticWebAssets();
builder.Services.AddOptions<MarketOptions>().BindConfiguration("Market");
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton(_ => new MarketClock(TimeProvider.System, null, 1));
builder.Services.AddSingleton<LiveBoard>();
builder.Services.AddWeb();

var app = builder.Build();
app.UseWeb();
app.MapWeb();
await app.RunAsync();
