using LlmWorkload.Datasets;
using LlmWorkload.Models;
using LlmWorkload.Segments;
using LlmWorkload.Users;

namespace LlmWorkload.Scopes;

/// <summary>Makes of a scope's texts the instants, ids and hashes that a filter decides by.</summary>
internal sealed class ScopeResolver(DatasetCatalog catalog, IGrainFactory grains)
{
    private const string Ok = "ok";
    private const string Failed = "failed";

    private readonly List<string> _unknown = [];
    private bool _allowsNone;

    /// <summary>The catalog with the rows of a scope alone.</summary>
    public async Task<DatasetCatalog> NarrowAsync(Scope scope)
    {
        _allowsNone = scope.AllowsNone;
        var (from, to) = (Instant(scope.From), Instant(scope.To));
        if (from >= to)
        {
            throw Refused($"The range from {InvariantText.Instant(from!.Value)} to {InvariantText.Instant(to!.Value)} is empty; expected "
                + "--from before --to.");
        }

        var models = Models(scope.Models);
        var users = await UsersAsync(scope.Users);
        var functions = await TextsAsync("function", ColumnId.Function, scope.Functions, []);
        var instances = await TextsAsync("instance", ColumnId.Instance, scope.Instances, []);
        var statuses = await TextsAsync("status", ColumnId.Status, scope.Statuses, [Ok, Failed]);
        var labels = await TextsAsync("label", ColumnId.Label, scope.Labels, []);
        var resolved = new ResolvedScope(
            from, to, models, users is null ? null : Sorted([.. users.Ids.Values, .. users.Others]), functions, instances,
            statuses, labels, 0, null);
        var filter = new RowFilter(
            ScopeText.KeyOf(resolved),
            from ?? long.MinValue,
            to ?? long.MaxValue,
            models is null ? null : new HashChoice(models.Select(model => IdHash.Of(model, catalog.Options.HashSeed)).ToHashSet(), false),
            users is null ? null : new HashChoice(users.Ids.Keys.ToHashSet(), users.OrMissing),
            [.. new[] { Choice(ColumnId.Function, functions), Choice(ColumnId.Instance, instances), Choice(ColumnId.Label, labels) }
                .OfType<TextChoice>()],
            Status(statuses));
        return await CountAsync(resolved with { Filter = filter, Unknown = _unknown.Count == 0 ? null : _unknown }, models);
    }

    private static IEnumerable<string> Pieces(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static List<string> Sorted(IEnumerable<string> texts) => [.. texts.Distinct().Order(StringComparer.Ordinal)];

    private static TextChoice? Choice(ColumnId column, IReadOnlyList<string>? texts) => texts is null
        ? null
        : new TextChoice(
            column, texts.Where(text => text != Scope.MissingText).ToHashSet(StringComparer.Ordinal), texts.Contains(Scope.MissingText));

    private static StatusChoice? Status(IReadOnlyList<string>? statuses)
    {
        if (statuses is null) return null;
        var texts = statuses.Where(status => status is not (Ok or Failed)).ToList();
        return new StatusChoice(
            statuses.Contains(Ok), statuses.Contains(Failed), texts.Count == 0 ? null : Choice(ColumnId.Status, texts));
    }

    private static WorkloadException Refused(string message) => new(message) { IsInput = true };

    private WorkloadException Unknown(string what, string text, IReadOnlyList<string> known)
    {
        var nearest = NearestName.OrPartOf(text, known);
        return new WorkloadException($"The dataset '{catalog.Name}' has no {what} '{text}'{NearestName.Words(nearest)}.")
        { IsInput = true, Nearest = nearest };
    }

    private string Range() => catalog.Rows == 0
        ? ""
        : $"; its requests start from {InvariantText.Instant(catalog.First)} to {InvariantText.Instant(catalog.Last)}";

    private long? Instant(ScopeInstant? asked)
    {
        if (asked is not { } instant) return null;
        var ticks = instant.IsOffset ? (Int128)catalog.First + instant.Ticks : instant.Ticks;
        return (long)Int128.Clamp(ticks, 0, DateTime.MaxValue.Ticks);
    }

    // Several models can have a name, and all of them are meant. What is neither an id nor a name may be the beginning of one.
    private List<string>? Models(IReadOnlyList<string> given)
    {
        if (given.Count == 0) return null;
        var ids = catalog.Models.Select(model => model.Id).ToHashSet(StringComparer.Ordinal);
        var names = catalog.Models.Select(model => model.Name).ToHashSet(StringComparer.Ordinal);
        return Sorted(given.SelectMany(text => IsKnown(text) ? [text] : Pieces(text)).SelectMany(
            name => ids.Contains(name) ? [name] : Found(name)));

        IEnumerable<string> Found(string name)
        {
            try
            {
                return ModelSearch.Find(catalog, name).Select(model => model.Id);
            }
            catch (WorkloadException) when (_allowsNone)
            {
                _unknown.Add($"model '{name}'");
                return [name];
            }
        }

        bool IsKnown(string text) => ids.Contains(text) || names.Contains(text);
    }

    private async Task<Users?> UsersAsync(IReadOnlyList<string> given)
    {
        if (given.Count == 0) return null;
        var hasRounds = catalog.Files.Any(file => file.Columns.HasRounds);
        var asked = given.Concat(given.SelectMany(Pieces)).Distinct().ToArray();
        var question = new KnownUsers.Question(asked, hasRounds);

        // A user with a round lies in the partition of the whole text, which can be any.
        var partitions = hasRounds
            ? Enumerable.Range(0, catalog.Options.Partitions)
            : asked.Select(user => GrainKeys.PartitionOf(IdHash.Of(user, catalog.Options.HashSeed), catalog.Options.Partitions)).Distinct();
        var answers = await AskAsync<KnownUsers.Answer>(partitions, question);
        var found = answers.SelectMany(answer => answer.Ids).ToDictionary();
        var known = found.Values.Concat(hasRounds ? found.Values.Select(KnownUsers.WithoutRound).OfType<string>() : [])
            .ToHashSet(StringComparer.Ordinal);
        var wanted = given.SelectMany(text => known.Contains(text) ? [text] : Pieces(text)).ToHashSet(StringComparer.Ordinal);
        foreach (var unknown in wanted.Where(user => user != Scope.MissingText && !known.Contains(user)))
        {
            if (!_allowsNone) throw Unknown("user", unknown, await NearUsersAsync(unknown));
            _unknown.Add($"user '{unknown}'");
        }

        var ids = found.Where(user => wanted.Contains(user.Value)
            || (hasRounds && KnownUsers.WithoutRound(user.Value) is { } id && wanted.Contains(id))).ToDictionary();
        return new Users(ids, wanted.Contains(Scope.MissingText), [.. wanted.Where(user => !known.Contains(user))]);
    }

    private async Task<IReadOnlyList<string>> NearUsersAsync(string user)
    {
        var near = await AskAsync<UserIds.NearestAnswer>(
            Enumerable.Range(0, catalog.Options.Partitions), new UserIds.NearestQuestion(user));
        return [.. near.Select(answer => answer.Id).OfType<string>()];
    }

    private async Task<List<string>?> TextsAsync(string what, ColumnId column, IReadOnlyList<string> given, string[] always)
    {
        if (given.Count == 0) return null;
        var asked = given.Concat(given.SelectMany(Pieces)).Distinct().ToArray();
        var answers = await AskAsync<KnownTexts.Answer>(catalog, catalog.Models, new KnownTexts.Question(column, asked));
        var known = answers.SelectMany(answer => answer.Texts).Concat(always).Append(Scope.MissingText).ToHashSet(StringComparer.Ordinal);
        var wanted = Sorted(given.SelectMany(text => known.Contains(text) ? [text] : Pieces(text)));
        if (wanted.Find(text => !known.Contains(text)) is not { } unknown) return wanted;
        if (_allowsNone)
        {
            _unknown.AddRange(wanted.Where(text => !known.Contains(text)).Select(text => $"{what} '{text}'"));
            return wanted;
        }

        var all = await AskAsync<KnownTexts.Answer>(catalog, catalog.Models, new KnownTexts.Question(column, null));
        throw Unknown(what, unknown, [.. all.SelectMany(answer => answer.Texts).Concat(always).Distinct()]);
    }

    private async Task<DatasetCatalog> CountAsync(ResolvedScope scope, IReadOnlyCollection<string>? ids)
    {
        var asked = ids is null ? catalog.Models : [.. catalog.Models.Where(model => ids.Contains(model.Id))];
        var answers = await AskAsync<KeptCounts.Answer>(catalog with { Scope = scope }, asked, new KeptCounts.Question());
        var kept = asked.Zip(answers).Where(each => each.Second.Rows > 0).ToList();
        if (kept.Count == 0 && !_allowsNone) throw Refused($"The dataset '{catalog.Name}' has no rows in this scope{Range()}.");
        var rows = kept.Sum(each => each.Second.Rows);
        return catalog with
        {
            Rows = rows,
            Models =
            [
                .. kept.Select(each => each.First with { Requests = each.Second.Rows }).OrderByDescending(model => model.Requests)
                    .ThenBy(model => model.Id, StringComparer.Ordinal),
            ],
            First = kept.Count == 0 ? Missing.Value : kept.Min(each => each.Second.First),
            Last = kept.Count == 0 ? Missing.Value : kept.Max(each => each.Second.Last),
            Scope = scope with { Rows = rows },
        };
    }

    private async Task<TAnswer[]> AskAsync<TAnswer>(IEnumerable<int> partitions, PartitionQuestion question)
        where TAnswer : PartitionAnswer => Array.ConvertAll(
            await Task.WhenAll(partitions.Select(number => grains.GetGrain<IUserPartitionGrain>(
                GrainKeys.Partition(catalog.RowsKey, number)).AskAsync(question, catalog.ViewOf(number)))),
            answer => (TAnswer)answer);

    private Task<TAnswer[]> AskAsync<TAnswer>(DatasetCatalog from, IReadOnlyList<CatalogModel> models, ModelQuestion question)
        where TAnswer : ModelAnswer => new ModelCalls(from, grains).AskAsync<TAnswer>(models, question);

    private sealed record Users(Dictionary<ulong, string> Ids, bool OrMissing, string[] Others);
}
