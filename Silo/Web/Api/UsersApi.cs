using LlmWorkload.Questions;
using LlmWorkload.Users;

namespace LlmWorkload.Web;

/// <summary>Users of a dataset.</summary>
internal static class UsersApi
{
    private const string Word = "users";
    private const int UsersOfCall = 100_000;

    /// <summary>Maps the resources.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapRead("/datasets/{dataset}/users", ListAsync)
            .Says("The users, those with the most first; Link names the next page", ListParameters.All);
        api.MapRead("/datasets/{dataset}/users/{**id}", ShowAsync).Says("One user", ScopeParameters.All);
    }

    private static async Task ListAsync(HttpContext context, Asker asker, string dataset)
    {
        var list = ListParameters.Read(Parameters.Of(context, ListParameters.All));
        var query = context.Request.Query;
        await AnalysesApi.CheckedAsync(context, asker, dataset, async (catalog, stop) =>
        {
            var from = list.Offset(catalog.Version);
            var found = await asker.ComputeAsync(() => FindAsync(asker, catalog.Name, list, from), stop);
            IReadOnlyList<UserTotals> page = [.. found.Take(list.Limit)];
            return new Reply(Answer.Json, Answer.Line(Listings.Of(page).Json()))
            {
                Next = list.Next(query, catalog.Version, from, found.Count),
            };
        });
    }

    // One more than a page has, where there is one. What is searched for is looked for in all users, some at a time.
    private static async Task<IReadOnlyList<UserTotals>> FindAsync(Asker asker, string dataset, ListParameters list, int from)
    {
        var wanted = list.Limit + 1;
        if (list.Search is null) return await asker.Grain.RankUsersAsync(dataset, list.By, from, wanted, list.Scope);
        var found = new List<UserTotals>();
        for (var seen = 0; found.Count < from + wanted; seen += UsersOfCall)
        {
            var users = await asker.Grain.RankUsersAsync(dataset, list.By, seen, UsersOfCall, list.Scope);
            found.AddRange(users.Where(user => list.Fits(user.User)));
            if (users.Count < UsersOfCall) break;
        }

        return [.. found.Skip(from).Take(wanted)];
    }

    private static Task ShowAsync(HttpContext context, Asker asker, string dataset) => Api.SendNamedAsync(
        context, asker, dataset, Word, asker.Grain.UserAsync, static (user, known) => user.Json(known));
}
