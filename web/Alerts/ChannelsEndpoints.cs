using CryptoRun.Web.Api;
using CryptoRun.Web.Auditing;
using CryptoRun.Web.Identity;
using CryptoRun.Worker.Alerts;

namespace CryptoRun.Web.Alerts;

/// <summary><c>/api/v1/alerts/channels</c>: who is told. A secret goes in and never comes out.</summary>
internal static class ChannelsEndpoints
{
    private const string Channel =
        """{"id":"7c0f2a91d4e5","version":2,"name":"Desk","kind":"webhook","hasSecret":true,"address":"https://desk.example/hooks/cryptorun","host":null,"port":null,"security":"startTls","user":null,"from":null,"to":[],"chatId":null,"enabled":true}""";

    public static void MapAlertChannels(this IEndpointRouteBuilder api)
    {
        api.MapGet("/alerts/channels", ListAsync).Produces<ChannelsAnswer>().WithTags("Alerts").Describe("Channels", "Who is told, the open pages first. Of a secret it is only said whether it is set; where a channel leads is told to admins alone, for the address of a webhook is often all one needs to write to it.", """{"channels":[""" + Channel + "]}");
        api.MapPost("/alerts/channels", (HttpRequest request, AlertBook book, CancellationToken cancellationToken) => SaveAsync(null, request, book, cancellationToken)).FromHereOnly().RequireAuthorization(Policies.Administer)
            .Produces<AlertChannel>(StatusCodes.Status201Created).ProducesProblems(400, 403, 413, 415).Accepts<ChannelDraft>("application/json").WithTags("Alerts")
            .Describe("Makes a channel", "Kinds: webhook (address; secret signs), email (host, port, security, user, from, to; secret is the password), telegram (chatId; secret is the token), discord (secret is the webhook's address).", Channel);
        api.MapPut("/alerts/channels/{id}", SaveAsync).FromHereOnly().RequireAuthorization(Policies.Administer)
            .Produces<AlertChannel>().ProducesProblems(400, 403, 404, 409, 413, 415, 428).Accepts<ChannelDraft>("application/json").WithTags("Alerts")
            .Describe("Changes a channel", "Whole, but a secret that is left out stays, unless the receiver changes. If-Match names the version that was read.", Channel);
        api.MapDelete("/alerts/channels/{id}", DeleteAsync).FromHereOnly().RequireAuthorization(Policies.Administer)
            .Produces(StatusCodes.Status204NoContent).ProducesProblems(400, 403, 404, 409, 428).WithTags("Alerts").Describe("Deletes a channel", "With its secret; what waits for it is given up. Refused while a rule tells it.", Channel);
        api.MapPost("/alerts/channels/{id}/test", TestAsync).FromHereOnly().RequireAuthorization(Policies.Administer)
            .Produces<ChannelTest>().ProducesProblems(403, 404).WithTags("Alerts").Describe("Tests a channel", "Sends one message at once and says how that went.", """{"hasArrived":false,"error":"it answered 500"}""");
        api.MapPost("/alerts/{alertId}/deliveries/{channelId}/retry", RetryAsync).FromHereOnly().RequireAuthorization(Policies.Analyse)
            .Produces(StatusCodes.Status202Accepted).ProducesProblems(403, 404).WithTags("Alerts").Describe("Tries a delivery again", "One that was given up.", "{}");
    }

    private static async Task<IResult> ListAsync(HttpContext context, AlertBook book, CancellationToken cancellationToken)
    {
        var channels = await book.ChannelsAsync(cancellationToken);
        return Results.Ok(new ChannelsAnswer(Rights.Of(context.User).Administer ? channels : [.. channels.Select(static c => c.WithoutReceiver())]));
    }

    private static async Task<IResult> SaveAsync(string? id, HttpRequest request, AlertBook book, CancellationToken cancellationToken)
    {
        var (draft, problem) = await Body.ReadAsync<ChannelDraft>(request, cancellationToken);
        if (problem is not null) return problem;
        AlertChannel? before = null;
        if (id is not null)
        {
            before = (await book.ChannelsAsync(cancellationToken)).FirstOrDefault(c => c.Id == id && c.Kind != AlertChannelKind.Web);
            if (before is null) return BookResults.None("channel", id);
            if (Versions.Of(request) is not { } version) return Versions.Wanted();
            before = before with { Version = version };
        }

        var channel = draft!.ToChannel(before);
        return BookResults.Of(request, await book.SaveAsync(channel, draft.Secret, Caller.Of(request.HttpContext), cancellationToken), "channel", id, static c => c.Version, channel);
    }

    private static async Task<IResult> DeleteAsync(string id, HttpRequest request, AlertBook book, CancellationToken cancellationToken) => Versions.Of(request) is { } version
        ? BookResults.Deleted(await book.DeleteChannelAsync(id, version, Caller.Of(request.HttpContext), cancellationToken), "channel", id, static c => c.Version)
        : Versions.Wanted();

    private static async Task<IResult> TestAsync(string id, AlertBook book, CancellationToken cancellationToken) =>
        await book.TestAsync(id, cancellationToken) is { Item: { } test } ? Results.Ok(test) : BookResults.None("channel", id);

    private static async Task<IResult> RetryAsync(string alertId, string channelId, AlertBook book, CancellationToken cancellationToken) =>
        await book.TryAgainAsync(alertId, channelId, cancellationToken) ? Results.Accepted() : ApiProblem.NotFound("Nothing to try again", $"Alert {alertId} was not given up at channel {channelId}.");
}

/// <summary>All channels.</summary>
internal sealed record ChannelsAnswer(IReadOnlyList<AlertChannel> Channels);
