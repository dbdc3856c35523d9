using System.IO.Hashing;
using System.Text;
using LlmWorkload.Comparison;
using LlmWorkload.Datasets;
using LlmWorkload.Reading;
using LlmWorkload.Scopes;

namespace LlmWorkload.Web;

/// <summary>Comparisons of two datasets, or of two ranges of one.</summary>
internal static class ComparisonsApi
{
    private const int UsualMinCompare = 100;

    private static readonly Parameter[] Known =
    [
        new("a", "The dataset that is the baseline"),
        new("b", "The dataset that is compared with it (default: that of a)"),
        new("a-range", "Side A: the requests that started in this range, FROM..TO; either end may be empty"),
        new("b-range", "Side B: those that started in this range"),
        new("gate", "X-Gate is fail where the value is above the limit: NAME.STAT=LIMIT, model:ID:NAME.STAT=LIMIT, or one of "
            + $"{string.Join(", ", ComparedNames.Bare)} for all; may be repeated") { IsRepeated = true },
        new("gate-min", "The same where the value is below the limit; may be repeated") { IsRepeated = true },
        new("gate-missing", "What a gate without a value comes to: fail (default) or ignore"),
        new("min-compare", $"Values that a distribution of one model needs on each side (default: {UsualMinCompare})"),
        .. ScopeParameters.All,
    ];

    /// <summary>Maps the resource.</summary>
    public static void Map(IEndpointRouteBuilder api) => api.MapRead("/compare", CompareAsync)
        .Says("What has changed between two datasets or ranges; with gates, X-Gate says pass or fail", Known);

    private static async Task CompareAsync(HttpContext context, Asker asker)
    {
        var given = Parameters.Of(context, Known);
        var (nameOfA, scope) = (given.Text("a"), ScopeParameters.Read(given));
        if (nameOfA is null) throw Parameters.Bad("a is not given; expected the name of a dataset.");
        var (rangeOfA, rangeOfB) = (Range(given, "a-range"), Range(given, "b-range"));
        var nameOfB = given.Text("b") ?? (rangeOfB is null ? null : nameOfA);
        if (nameOfB is null) throw Parameters.Bad("b is not given; expected the name of a dataset, or b-range.");
        IReadOnlyList<ComparisonGate> gates =
        [
            .. given.Texts("gate").Select(text => ComparisonGate.Parse(text, isMinimum: false)),
            .. given.Texts("gate-min").Select(text => ComparisonGate.Parse(text, isMinimum: true)),
        ];
        var ignoresMissing = given.OneOf("gate-missing", ["fail", "ignore"]) == "ignore";
        var minCompare = given.Whole("min-compare", 1, long.MaxValue) ?? UsualMinCompare;

        var a = await asker.CatalogAsync(nameOfA, context.RequestAborted);
        var b = await asker.CatalogAsync(nameOfB, context.RequestAborted);
        var tag = EntityTags.Of(context, a.Life, a.Version, b.Life, b.Version);
        if (Answer.IsKnown(context, tag)) return;
        var request = new ComparisonRequest(
            new ComparisonSide(a.Name, (rangeOfA ?? default).Narrow(scope, allowsNone: true)),
            new ComparisonSide(b.Name, (rangeOfB ?? default).Narrow(scope, allowsNone: true)), gates,
            ignoresMissing, minCompare, SavesBaseline: false, ThinData: false);
        var grain = asker.Grains.GetGrain<IComparisonGrain>(GrainKeys.Comparison(KeyOf(context, a, b)));
        var reply = await asker.Kept.GetAsync(tag.ToString(), version: null, CompareAsync, context.RequestAborted);
        await Answer.SendAsync(context, tag, reply);

        async Task<Reply> CompareAsync(CancellationToken stop)
        {
            var result = await asker.ComputeAsync(() => grain.CompareAsync(request), stop);
            return new Reply(Answer.Json, result.Summary) { Gate = gates.Count > 0 ? result.Holds : null };
        }
    }

    // The same question is answered by the same grain, which keeps what it has.
    private static Guid KeyOf(HttpContext context, DatasetCatalog a, DatasetCatalog b) => new(XxHash128.Hash(Encoding.UTF8.GetBytes(
        FormattableString.Invariant($"{context.Request.QueryString} {a.Life} {a.Version} {b.Life} {b.Version}"))));

    private static SideRange? Range(Parameters given, string name) =>
        given.Text(name) is { } text ? SideRange.Parse(name, text) : null;
}
