using System.CommandLine;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CryptoRun.Worker.Documents;

namespace CryptoRun.Worker.Commands;

/// <summary>The program that is running, asked over its own HTTP interface: for verbs about what only it knows.</summary>
internal static class RunningProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Where it listens.</summary>
    public static Option<Uri> Url() => new("--url")
    {
        Description = "Address of the running program.",
        HelpName = "URL",
        DefaultValueFactory = static _ => new Uri("http://localhost:5000"),
        CustomParser = static result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https") return url;
            result.AddError($"--url is \"{result.Tokens[0].Value}\"; allowed is an address such as http://localhost:5000.");
            return null;
        },
    };

    /// <summary>Asks it.</summary>
    /// <param name="url">Where it listens.</param>
    /// <param name="path">Path.</param>
    /// <param name="order">What is posted; null to get.</param>
    /// <param name="cancellationToken">Cancellation.</param>
    /// <exception cref="CommandException">Nobody answers there, or it refuses; its own sentence says why. What it calls a bad request is bad usage.</exception>
    public static async Task<JsonElement> AskAsync(Uri url, string path, object? order, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = url, Timeout = Patience };
        try
        {
            using var answer = order is null ? await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken) : await http.PostAsJsonAsync(path, order, Json.Options, cancellationToken);
            var document = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            if (answer.IsSuccessStatusCode) return document;
            var said = document.TryGetProperty("detail", out var detail) ? $"{url}: {detail.GetString()}" : $"{url}: HTTP {(int)answer.StatusCode}.";
            throw answer.StatusCode == HttpStatusCode.BadRequest ? CommandException.Usage(said) : new CommandException(said);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new CommandException($"{url}: no CryptoRun answers there; start it, or name its address with --url.", e);
        }
    }
}
