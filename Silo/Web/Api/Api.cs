using LlmWorkload.Scopes;
using Microsoft.AspNetCore.Http.Features;

namespace LlmWorkload.Web;

/// <summary>What the API's resources have in common.</summary>
internal static class Api
{
    /// <summary>The path below which it stands.</summary>
    public const string Root = "/api/v1";

    // The slashes before the word in the path of something that has a name.
    private const int NamedPlace = 5;

    /// <summary>Maps every resource. To add one: write its file, and add its line here.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        DatasetsApi.Map(Group("datasets"));
        ModelsApi.Map(Group("models"));
        UsersApi.Map(Group("users"));
        AnalysesApi.Map(Group("analyses"));
        FiguresApi.Map(Group("figures"));
        SeriesApi.Map(Group("series"));
        ComparisonsApi.Map(Group("comparisons"));
        FilesApi.Map(Group("files"));
        JobsApi.Map(Group("jobs"));
        ClusterApi.Map(Group("cluster"));
        SessionApi.Map(Group("session"));

        RouteGroupBuilder Group(string tag) => routes.MapGroup(Root).WithTags(tag);
    }

    /// <summary>Says what a resource is, and which parameters it takes.</summary>
    /// <param name="route">The resource.</param>
    /// <param name="summary">What it answers.</param>
    /// <param name="known">The parameters.</param>
    public static RouteHandlerBuilder Says(this RouteHandlerBuilder route, string summary, params IReadOnlyList<Parameter> known) =>
        route.WithSummary(summary).WithMetadata(new TakenParameters(known));

    /// <summary>A resource that is read: GET and HEAD.</summary>
    public static RouteHandlerBuilder MapRead(this IEndpointRouteBuilder routes, string pattern, Delegate handler) =>
        routes.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], handler);

    /// <summary>Sends what is known of something of a dataset that has a name, such as a model.</summary>
    /// <param name="context">The request, <c>/datasets/{dataset}/WORD/NAME</c>.</param>
    /// <param name="asker">Asks.</param>
    /// <param name="dataset">The dataset.</param>
    /// <param name="word">The word before the name.</param>
    /// <param name="ask">Asks for it: by the dataset, its name and the scope.</param>
    /// <param name="json">It as a document, by the dataset.</param>
    public static async Task SendNamedAsync<T>(
        HttpContext context, Asker asker, string dataset, string word, Func<string, string, Scope?, Task<T>> ask,
        Func<T, string, byte[]> json)
    {
        var scope = ScopeParameters.Read(Parameters.Of(context, ScopeParameters.All));
        var name = Rest(context, word, NamedPlace);
        await AnalysesApi.CheckedAsync(context, asker, dataset, async (catalog, stop) =>
        {
            await asker.CheckAsync(catalog.Name, scope);
            var found = await asker.ComputeAsync(() => Asker.NamedAsync(ask(catalog.Name, name, scope)), stop);
            return new Reply(Answer.Json, Answer.Line(json(found, catalog.Name)));
        });
    }

    /// <summary>The rest of the path behind a word, as it was meant: a slash may stand in it, escaped or not.</summary>
    /// <param name="context">The request.</param>
    /// <param name="word">The word, with a slash on each side.</param>
    /// <param name="place">How many slashes stand before it.</param>
    public static string Rest(HttpContext context, string word, int place)
    {
        // The server leaves an escaped slash as it is, so that it could not be told from the text "%2F".
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!target.StartsWith('/')) target = context.Request.Path.ToUriComponent();
        var path = target.Split('?')[0].Split('/');
        var at = Array.IndexOf(path, word, Math.Min(place, path.Length));
        return at < 0 ? "" : Uri.UnescapeDataString(string.Join('/', path[(at + 1)..]));
    }
}
