using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Figures;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;
using LlmWorkload.Users;

[assembly: Analysis(typeof(Overview))]

namespace LlmWorkload.Analyses;

/// <summary>
/// The dataset at a glance: distinct values per column; the most frequent functions, models and users; the distributions of tokens, time to
/// first token and duration over all models; requests by hour and by date. Where first and last are less than 24 hours apart, requests by
/// minute are added. Fields that only some logs have are described where there are any.
/// </summary>
internal sealed class Overview : IAnalysis
{
    /// <inheritdoc/>
    public AnalysisInfo Info { get; } = AnalysisInfo.Find("overview");

    /// <inheritdoc/>
    public IEnumerable<ModelKernel> ModelKernels =>
    [
        ModelKernel.For<Question>(static (question, columns) => Describe(question, columns),
            static async (question, parts) => await Share.MergeAsync(parts, question)),
        DistinctSessions.Kernel,
        .. StartedRanges.Kernels,
        .. ColumnValues.Kernels,
    ];

    /// <inheritdoc/>
    public IEnumerable<PartitionKernel> PartitionKernels => [UserCounts.TopKernel];

    /// <inheritdoc/>
    public async Task<AnalysisRun> RunAsync(AnalysisData data)
    {
        var asked = data.AskPartitionsAsync<UserCounts.TopAnswer>(UserCounts.TopTen);
        var (first, last) = (data.Catalog.First, data.Catalog.Last);
        var clock = ZoneClock.Of(data.Options.ReportTimeZone, first, last);
        var shares = await data.AskTogetherAsync<Share>(new Question(MinuteRange.WithinDay(first, last), clock));
        var all = await Task.Run(() => Share.Merge([.. shares.Select(share => share.Answer)]));
        var sessions = all.Fields is { WithSession: > 0 } ? await DistinctSessions.CountAsync(data, data.Catalog.Options.HashSeed) : 0;
        var numbers = await OverviewColumn.SummariseAsync(data, all);
        var totals = OverviewTotals.Of(data, all, await asked, numbers, sessions, await DistinctInstants.CountAsync(data), clock);
        return new AnalysisRun(JsonText.Object(totals.Write), [.. Figures(totals, data)]);
    }

    private static Share Describe(Question question, SegmentColumns columns)
    {
        var started = columns.Integers(ColumnId.Started);
        var local = ZoneClock.Local(question.Clock, started, columns.Scratch);
        var functions = TextCounts.Of(columns, ColumnId.Function);
        return new Share(
            started.Length,
            columns.WithoutHash(ColumnId.User),
            functions.Texts,
            functions.Counts,
            columns.Of(ColumnId.InputTokens, ColumnOutline.Of),
            columns.Of(ColumnId.OutputTokens, ColumnOutline.Of),
            columns.Of(ColumnId.Ttft, ColumnOutline.Of),
            columns.Of(ColumnId.Duration, ColumnOutline.Of),
            ClockCounts.ByHour(local),
            ClockCounts.ByMinute(started, question.Minutes),
            ClockCounts.ByDate(local).Encode(),
            OverviewFields.Of(columns));
    }

    private static IEnumerable<FigurePlan> Figures(OverviewTotals totals, AnalysisData data)
    {
        yield return FigurePlan.Of("overview/column_distinct_counts", totals.ColumnsFigure);
        foreach (var (column, title, categories) in totals.Categories)
        {
            if (categories is { Length: > 0 })
                yield return FigurePlan.Of(
                    $"overview/{column}", () => totals.CategoryFigure($"overview/{column}", column, title, categories))
                    .Unless(WorthDrawing.OnlyOne(categories.Length, column.Replace("_name", "").Replace("_id", "")));
        }

        var turn = new SemaphoreSlim(1);
        foreach (var (column, statistics) in totals.Numbers)
        {
            yield return column.Cdf(data, statistics, turn);
        }

        yield return FigurePlan.Of("overview/started_at_by_hour", totals.HourFigure);
        yield return totals.ByMinute.Length == 0
            ? FigurePlan.Of("overview/started_at_by_date", totals.DateFigure)
                .Unless(WorthDrawing.OnlyOne(totals.ByDate.Values.Length, "date"))
            : FigurePlan.Of("overview/started_at_by_minute", totals.MinuteFigure);
    }

    /// <summary>Asks a model for its share of the overview.</summary>
    /// <param name="Minutes">The minutes to count requests by; none where the dataset spans a day or more.</param>
    /// <param name="Clock">The clock of hours and dates; null for UTC.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.overview.question")]
    public sealed record Question([property: Id(0)] MinuteRange Minutes = default, [property: Id(1)] ZoneClock? Clock = null)
        : ModelQuestion;

    /// <summary>A model's share of the overview; functions in the order of their names, fields null where it has none of them.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.overview.part")]
    public sealed record Share(
        [property: Id(0)] long Rows,
        [property: Id(1)] long WithoutUser,
        [property: Id(2)] string[] Functions,
        [property: Id(3)] long[] FunctionCounts,
        [property: Id(4)] ColumnOutline InputTokens,
        [property: Id(5)] ColumnOutline OutputTokens,
        [property: Id(6)] ColumnOutline Ttft,
        [property: Id(7)] ColumnOutline Duration,
        [property: Id(8)] long[] ByHour,
        [property: Id(9)] long[] ByMinute,
        [property: Id(10)] PackedFrequencies ByDate,
        [property: Id(11)] OverviewFields? Fields = null) : ModelAnswer
    {
        /// <summary>Adds up the shares of a split model's parts.</summary>
        internal static async Task<Share> MergeAsync(ModelParts parts, Question question)
        {
            var shares = await parts.AskAsync<Share>(question);
            return await parts.MergeAsync(() => Merge(shares));
        }

        /// <summary>The sum of several shares.</summary>
        internal static Share Merge(IReadOnlyList<Share> shares)
        {
            var functions = TextCounts.Merge(shares.Select(share => new TextCounts(share.Functions, share.FunctionCounts)));
            return new Share(
                shares.Sum(share => share.Rows),
                shares.Sum(share => share.WithoutUser),
                functions.Texts,
                functions.Counts,
                ColumnOutline.Merge([.. shares.Select(share => share.InputTokens)]),
                ColumnOutline.Merge([.. shares.Select(share => share.OutputTokens)]),
                ColumnOutline.Merge([.. shares.Select(share => share.Ttft)]),
                ColumnOutline.Merge([.. shares.Select(share => share.Duration)]),
                ClockCounts.Sum([.. shares.Select(share => share.ByHour)]),
                ClockCounts.Sum([.. shares.Select(share => share.ByMinute)]),
                PackedFrequencies.Merge([.. shares.Select(share => share.ByDate)]),
                OverviewFields.Merge(shares.Select(share => share.Fields)));
        }
    }
}
