using LlmWorkload.Kernels;
using LlmWorkload.Segments;
using LlmWorkload.Users;

namespace LlmWorkload.Analyses;

/// <summary>Which series there are, and which of them a model's requests belong to.</summary>
internal sealed class SeriesPlan
{
    // With more the summary does not fit a message.
    private const long MostCells = 45_000;

    private const string All = "all requests";
    private const string Rest = "all others";
    private const string Without = "(missing)";

    private static readonly Dictionary<string, ColumnId> Columns = new()
    {
        ["user"] = ColumnId.User,
        ["function"] = ColumnId.Function,
        ["instance"] = ColumnId.Instance,
        ["status"] = ColumnId.Status,
        ["label"] = ColumnId.Label,
    };

    private readonly int[]? _lineOfModel;

    private SeriesPlan(SeriesFrame frame, IEnumerable<Group> groups, SeriesGroups? keys, int[]? lineOfModel)
    {
        Cells = new SeriesCells(frame, keys);
        Lines = [
            new SeriesLine(null, false, All, frame),
            .. groups.Select(group => new SeriesLine(group.Key, group.IsOthers, group.Label, frame)),
        ];
        _lineOfModel = lineOfModel;
    }

    /// <summary>What models are asked for.</summary>
    public SeriesCells Cells { get; }

    /// <summary>The series: all requests first.</summary>
    public SeriesLine[] Lines { get; }

    /// <summary>The place of the series that has the requests of a group of a model, beside the first; 0 where there is none.</summary>
    public int LineOf(int model, int group) => _lineOfModel is not null ? _lineOfModel[model] : Cells.Groups is null ? 0 : group + 1;

    /// <summary>Makes the plan of a question; null where no request has what it groups by.</summary>
    /// <exception cref="WorkloadException">There is no such grouping, or there are too many buckets.</exception>
    public static async Task<SeriesPlan?> MakeAsync(AnalysisData data)
    {
        var frame = SeriesFrame.Of(data.Catalog.First, data.Catalog.Last, data.Options.EverySeconds);
        var most = data.Options.Groups ?? SeriesGrouping.UsualGroups;

        // What is too much for one series is for any number, and need not wait for the groups. The models are known.
        Check(data, frame, data.Options.By == "model" ? data.Catalog.Models.Count : 0, most);
        switch (data.Options.By)
        {
            case null:
                return new SeriesPlan(frame, [], null, null);
            case "model":
                return OfModels(data, frame, most);
            case var by when Columns.TryGetValue(by, out var column):
                var answers = await data.AskAsync<GroupKeys.Answer>(new GroupKeys.Question(column));
                var keys = await data.MergeAsync(() => GroupKeys.Merge(answers));
                if (keys.Texts.Length + keys.Users.Length == 0) return null;
                Check(data, frame, keys.Texts.Length + keys.Users.Length + (keys.Missing > 0 ? 1 : 0), most);
                return column == ColumnId.User
                    ? await OfUsersAsync(data, frame, keys, most)
                    : OfTexts(frame, column, keys, most);
            case var by:
                throw new WorkloadException(
                    $"A series is not grouped by '{by}'; it is by {string.Join(", ", SeriesGrouping.Names)}.")
                { IsInput = true };
        }
    }

    private static SeriesPlan OfModels(AnalysisData data, SeriesFrame frame, int most)
    {
        var models = data.Catalog.Models;
        var groups = models.Take(most).Select(model => new Group(model.Id, data.LabelOf(model))).ToList();
        if (models.Count > most) groups.Add(Group.Others);
        return new SeriesPlan(frame, groups, null, [.. models.Select((_, rank) => Math.Min(rank, most) + 1)]);
    }

    private static SeriesPlan OfTexts(SeriesFrame frame, ColumnId column, GroupKeys.Answer keys, int most)
    {
        var ranked = Ranked(keys.Texts.Zip(keys.TextRows, (text, rows) => new Counted<string>(text, text, rows)), keys.Missing, most);
        return new SeriesPlan(
            frame, Groups(ranked, keys.Texts.Length, keys.Missing),
            new SeriesGroups(
                column, [.. ranked.Where(each => each.Text is not null).Select(each => each.Key!)], [],
                ranked.FindIndex(each => each.Text is null)),
            null);
    }

    private static async Task<SeriesPlan> OfUsersAsync(AnalysisData data, SeriesFrame frame, GroupKeys.Answer keys, int most)
    {
        // Ids rank users of as many requests. Only those that can be among the first are asked for.
        var least = most < keys.Users.Length ? keys.UserRows.OrderDescending().ElementAtOrDefault(most - 1) : 0;
        var able = Enumerable.Range(0, keys.Users.Length).Where(user => most > 0 && keys.UserRows[user] >= least).ToList();
        var partitions = data.Catalog.Options.Partitions;
        var answers = await Task.WhenAll(able.Select(user => keys.Users[user])
            .GroupBy(hash => GrainKeys.PartitionOf(hash, partitions))
            .Select(async hashes => await data.AskPartitionAsync<UserIds.Answer>(hashes.First(), new UserIds.Question([.. hashes]))));
        var ids = answers.SelectMany(answer => answer.Ids).ToDictionary();
        var counted = able.Select(user => new Counted<ulong>(
            ids.GetValueOrDefault(keys.Users[user], $"{keys.Users[user]:x16}"), keys.Users[user], keys.UserRows[user]));
        var ranked = Ranked(counted, keys.Missing, most);
        return new SeriesPlan(
            frame, Groups(ranked, keys.Users.Length, keys.Missing),
            new SeriesGroups(
                ColumnId.User, [], [.. ranked.Where(each => each.Text is not null).Select(each => each.Key)],
                ranked.FindIndex(each => each.Text is null)),
            null);
    }

    // By requests, descending, then by key, requests without one first.
    private static List<Counted<T>> Ranked<T>(IEnumerable<Counted<T>> keys, long missing, int most) =>
        [.. keys.Concat(missing > 0 ? [new Counted<T>(null, default!, missing)] : [])
            .OrderByDescending(each => each.Rows).ThenBy(each => each.Text, StringComparer.Ordinal).Take(most)];

    private static IEnumerable<Group> Groups<T>(List<Counted<T>> ranked, int keys, long missing)
    {
        var groups = ranked.Select(each => new Group(each.Text, each.Text ?? Without));
        return keys + (missing > 0 ? 1 : 0) > ranked.Count ? groups.Append(Group.Others) : groups;
    }

    private static void Check(AnalysisData data, SeriesFrame frame, long groups, int most)
    {
        var lines = 1 + Math.Min(groups, most) + (groups > most ? 1 : 0);
        if (Fits(frame)) return;
        var wide = SeriesWidth.Usual.FirstOrDefault(
            width => width > frame.Seconds && Fits(SeriesFrame.Of(data.Catalog.First, data.Catalog.Last, width)));
        var wider = wide == 0 ? "wider buckets" : $"buckets of {SeriesWidth.Text(wide)} or wider";
        throw new WorkloadException(
            $"{InvariantText.Whole(frame.Buckets)} buckets of {SeriesWidth.Text(frame.Seconds)} in {InvariantText.Whole(lines)} series are "
                + $"more than {InvariantText.Whole(MostCells)} buckets in all; expected {wider}, fewer groups or less time.")
        { IsInput = true };

        bool Fits(SeriesFrame of) => of.Buckets * (Int128)lines <= MostCells;
    }

    private sealed record Counted<T>(string? Text, T Key, long Rows);

    private sealed record Group(string? Key, string Label, bool IsOthers = false)
    {
        public static readonly Group Others = new(null, Rest, true);
    }
}
