using System.Globalization;
using LlmWorkload.Answers;
using LlmWorkload.Figures;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;
using LlmWorkload.Users;

namespace LlmWorkload.Analyses;

/// <summary>
/// The dataset at a glance: distinct values per column, the most frequent functions, models and users, the distributions of tokens, time to first
/// token and duration over all models, and requests by hour and by date (by minute, where the data spans one date).
/// </summary>
public sealed class Overview : IAnalysis
{
    private const int TopCategories = 10;

    /// <inheritdoc/>
    public string Name => "overview";

    /// <inheritdoc/>
    public string Folder => "overview";

    /// <inheritdoc/>
    public IEnumerable<ModelKernel> ModelKernels => [ModelKernel.For<Question>(static (_, columns) => Describe(columns))];

    /// <inheritdoc/>
    public IEnumerable<PartitionKernel> PartitionKernels => [UserCounts.TopKernel];

    /// <inheritdoc/>
    public AnalysisOptions Relevant(AnalysisOptions options) => new(ThinData: options.ThinData);

    /// <inheritdoc/>
    public async Task<AnalysisRun> RunAsync(AnalysisScope scope)
    {
        var models = scope.AskModelsAsync<Part>(new Question());
        var users = scope.AskPartitionsAsync<UserCounts.TopAnswer>(new UserCounts.TopQuestion(TopCategories));
        var totals = await Task.Run(async () => OverviewTotals.Of(scope, await models, await users));
        return new AnalysisRun(SummaryJson.Object(totals.Write), [.. Figures(totals, scope.Options)]);
    }

    private static Part Describe(SegmentColumns columns)
    {
        var started = columns.Integers(ColumnId.Started);
        var (functions, functionOf) = columns.Texts(ColumnId.Function);
        var counts = new long[functions.Length];
        foreach (var function in functionOf)
        {
            if (function >= 0) counts[function]++;
        }

        var users = columns.Hashes(ColumnId.User).Index;
        return new Part(
            started.Length,
            users.LongCount(user => user < 0),
            functions,
            counts,
            FrequencyMap.Of(columns.Integers(ColumnId.InputTokens)).Encode(),
            FrequencyMap.Of(columns.Integers(ColumnId.OutputTokens)).Encode(),
            FrequencyMap.Of(columns.Integers(ColumnId.Ttft)).Encode(),
            FrequencyMap.Of(columns.Integers(ColumnId.Duration)).Encode(),
            ClockCounts.ByHour(started),
            ClockCounts.ByMinute(started),
            ClockCounts.ByDate(started).Encode());
    }

    private static IEnumerable<FigurePlan> Figures(OverviewTotals totals, AnalysisOptions options)
    {
        yield return FigurePlan.Of("overview/column_distinct_counts", totals.ColumnsFigure);
        foreach (var (column, title, categories) in totals.Categories)
        {
            if (categories is { Length: > 0 }) yield return FigurePlan.Of($"overview/{column}", () => totals.CategoryFigure($"overview/{column}", column, title, categories));
        }

        foreach (var numeric in totals.Numeric)
        {
            if (numeric.Map.N == 0) continue;
            var path = $"overview/{numeric.Column}_cdf";
            yield return FigurePlan.Of(path, () => CdfFigures.Single(
                path, numeric.Title, numeric.Label, numeric.Column, CdfFigures.Curve.Of(numeric.Title, numeric.Map, numeric.Unit), numeric.Statistics, options.ThinData));
        }

        yield return FigurePlan.Of("overview/started_at_by_hour", totals.HourFigure);
        yield return totals.ByMinute is null
            ? FigurePlan.Of("overview/started_at_by_date", totals.DateFigure)
            : FigurePlan.Of("overview/started_at_by_minute", totals.MinuteFigure);
    }

    /// <summary>Asks a model for its share of the overview.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.overview.question")]
    public sealed record Question : ModelQuestion;

    /// <summary>A model's share of the overview.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.overview.part")]
    public sealed record Part(
        [property: Id(0)] long Rows,
        [property: Id(1)] long WithoutUser,
        [property: Id(2)] string[] Functions,
        [property: Id(3)] long[] FunctionCounts,
        [property: Id(4)] PackedFrequencies InputTokens,
        [property: Id(5)] PackedFrequencies OutputTokens,
        [property: Id(6)] PackedFrequencies Ttft,
        [property: Id(7)] PackedFrequencies Duration,
        [property: Id(8)] long[] ByHour,
        [property: Id(9)] long[] ByMinute,
        [property: Id(10)] PackedFrequencies ByDate) : ModelAnswer;
}
