using System.Text.Json.Nodes;
using CryptoRun.Domain.Markets;
using CryptoRun.Web.Identity;
using Microsoft.OpenApi;

namespace CryptoRun.Web.Api;

/// <summary>The API's document at <c>/openapi/v1.json</c> and its page at <c>/api</c>.</summary>
internal static class ApiDocs
{
    private const string Document = "/openapi/v1.json";

    public static IServiceCollection AddApiDocs(this IServiceCollection services) => services.AddOpenApi("v1", o => o.AddDocumentTransformer((document, _, _) =>
    {
        document.Info = new OpenApiInfo
        {
            Title = "CryptoRun",
            Version = "v1",
            Description =
                "Explained 6 to 48 h momentum of crypto pairs. Times are UTC. Errors are problem details (RFC 9457) that name what may be sent. Boards and the regime carry an ETag: send it back in If-None-Match. "
                + $"Every answer names its source: {string.Join(", ", Enum.GetNames<MarketSource>())}. [To the board](/)",
        };
        document.Servers?.Clear();
        return Task.CompletedTask;
    }));

    public static void MapApiDocs(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").RequireAuthorization(Policies.View);
        app.UseSwaggerUI(o =>
        {
            o.RoutePrefix = "api";
            o.DocumentTitle = "API · CryptoRun";
            o.SwaggerEndpoint(Document, "CryptoRun v1");
            o.InjectStylesheet("/lib/app/docs.css");
            o.DefaultModelsExpandDepth(-1);
        });
    }

    /// <summary>Words, parameters and an example for an endpoint.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string summary, string description, string example, params ApiParameter[] parameters) =>
        endpoint.WithSummary(summary).WithDescription(description).AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters ??= [];
            foreach (var parameter in parameters) Add(operation, parameter);
            if (operation.Responses?.FirstOrDefault(static r => r.Key.StartsWith('2')).Value is { } answer && answer.Content?.TryGetValue("application/json", out var json) == true && json is OpenApiMediaType media)
                media.Example = JsonNode.Parse(example);
            return Task.CompletedTask;
        });

    private static void Add(OpenApiOperation operation, ApiParameter parameter)
    {
        var there = operation.Parameters!.OfType<OpenApiParameter>().FirstOrDefault(p => string.Equals(p.Name, parameter.Name, StringComparison.Ordinal));
        var described = there ?? new OpenApiParameter { Name = parameter.Name, In = ParameterLocation.Query, Required = false };
        described.Description = parameter.Description;
        described.Schema = new OpenApiSchema { Type = parameter.Type, Minimum = parameter.Minimum, Maximum = parameter.Maximum };
        described.Example = JsonNode.Parse(parameter.Example);
        if (there is null) operation.Parameters!.Add(described);
    }
}

/// <summary>A parameter as the document shows it.</summary>
/// <param name="Name">Name.</param>
/// <param name="Type">JSON type.</param>
/// <param name="Description">What it does, with default and range.</param>
/// <param name="Example">Example, as JSON.</param>
/// <param name="Minimum">Smallest value.</param>
/// <param name="Maximum">Largest value.</param>
internal sealed record ApiParameter(string Name, JsonSchemaType Type, string Description, string Example, string? Minimum = null, string? Maximum = null);
