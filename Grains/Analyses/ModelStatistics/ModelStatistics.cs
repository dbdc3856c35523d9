using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Datasets;
using LlmWorkload.Figures;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;

[assembly: Analysis(typeof(ModelStatistics))]

namespace LlmWorkload.Analyses;

/// <summary>Models compared: requests, tokens, distinct users and size class of each.</summary>
internal sealed class ModelStatistics : IAnalysis
{
    /// <inheritdoc/>
    public AnalysisInfo Info { get; } = AnalysisInfo.Find("models");

    /// <inheritdoc/>
    public IEnumerable<ModelKernel> ModelKernels =>
        [ModelKernel.For<Question>(static (_, columns) => Describe(columns), MergeAsync), DistinctUsers.Kernel];

    /// <inheritdoc/>
    /// <exception cref="WorkloadException">There is no such order.</exception>
    public async Task<AnalysisRun> RunAsync(AnalysisData data)
    {
        var sortBy = data.Options.SortBy;
        if (!ModelOrder.Names.Contains(sortBy))
            throw new WorkloadException($"Models are not sorted by '{sortBy}'; they are by "
                + $"{string.Join(", ", ModelOrder.Names)}.")
            { IsInput = true };
        var answers = await data.AskAsync<Answer>(new Question());
        var models = data.Catalog.Models.Zip(answers, (model, answer) => new ModelStatisticsRow(model, answer)).ToList();
        var all = answers.Aggregate(OptionalSums.None, (sum, answer) => sum + answer.Optional).Totals().With(data.Catalog.HasOutcome);
        var summary = JsonText.Object(json => json.List("models", models, (item, each) => each.Write(item, all)));
        var drawn = Drawn(data, models);
        return new AnalysisRun(summary, drawn.Count == 0 ? [] : [.. Figures(data, sortBy, drawn)]);
    }

    // The models named, or the top ones in the order asked for. Ties stay in the catalog's order, by requests and id.
    private static List<ModelStatisticsRow> Drawn(AnalysisData data, List<ModelStatisticsRow> models)
    {
        var sorted = data.Options.SortBy switch
        {
            "tokens" => models.OrderByDescending(each => each.Tokens),
            "users" => models.OrderByDescending(each => each.Counts.Users),
            _ => models.OrderByDescending(each => each.Counts.Requests),
        };
        if (data.Options.Models.Length == 0) return [.. sorted.Take(data.Options.Top ?? int.MaxValue)];
        var named = data.DrawnModels().Select(model => model.Id).ToHashSet();
        return [.. sorted.Where(each => named.Contains(each.Model.Id))];
    }

    private IEnumerable<FigurePlan> Figures(AnalysisData data, string sortBy, List<ModelStatisticsRow> drawn)
    {
        var figures = new ModelStatisticsFigures(Info.Folder, sortBy, [.. drawn.Select(each => data.LabelOf(each.Model))], drawn);
        var one = WorthDrawing.OnlyOne(drawn.Count, "model");
        yield return FigurePlan.Of($"{Info.Folder}/requests", figures.Requests).Unless(one);
        if (drawn.Any(each => each.Tokens > 0)) yield return FigurePlan.Of($"{Info.Folder}/tokens", figures.Tokens).Unless(one);
        if (drawn.Any(each => each.Counts.Users > 0)) yield return FigurePlan.Of($"{Info.Folder}/users", figures.Users).Unless(one);
    }

    private static Answer Describe(SegmentColumns columns) => new(
        columns.Rows,
        columns.Of(ColumnId.InputTokens, ExactSums.Total),
        columns.Of(ColumnId.OutputTokens, ExactSums.Total),
        columns.Hashes(ColumnId.User).Values.Length,
        OptionalColumns.SumsOf(columns));

    private static async Task<ModelAnswer> MergeAsync(Question question, ModelParts parts)
    {
        var users = DistinctUsers.CountAsync(parts);
        var counts = await parts.AskAsync<Answer>(question);
        return new Answer(
            counts.Sum(part => part.Requests),
            counts.Aggregate((Int128)0, (sum, part) => sum + part.InputTokens),
            counts.Aggregate((Int128)0, (sum, part) => sum + part.OutputTokens),
            await users,
            counts.Aggregate(OptionalSums.None, (sum, part) => sum + part.Optional));
    }

    /// <summary>Asks a model for its counts.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.models.question")]
    public sealed record Question : ModelQuestion;

    /// <summary>A model's counts.</summary>
    /// <param name="Requests">Rows.</param>
    /// <param name="InputTokens">Sum of the input tokens; missing ones add nothing.</param>
    /// <param name="OutputTokens">Sum of the output tokens; missing ones add nothing.</param>
    /// <param name="Users">Distinct users; rows without a user do not count.</param>
    /// <param name="Optional">Sums of the fields that only some logs have.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.models.answer")]
    public sealed record Answer(
        [property: Id(0)] long Requests,
        [property: Id(1)] Int128 InputTokens,
        [property: Id(2)] Int128 OutputTokens,
        [property: Id(3)] long Users,
        [property: Id(4)] OptionalSums Optional) : ModelAnswer;
}
