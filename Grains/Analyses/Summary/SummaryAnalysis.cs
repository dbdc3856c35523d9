using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Datasets;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Questions;
using LlmWorkload.Segments;
using LlmWorkload.Users;

[assembly: Analysis(typeof(SummaryAnalysis))]

namespace LlmWorkload.Analyses;

/// <summary>
/// What an operator asks first; see <see cref="DatasetSummary"/>. It has no command and no figures: it is asked for as a question, and kept
/// as the results of analyses are.
/// </summary>
internal sealed class SummaryAnalysis : IAnalysis
{
    /// <inheritdoc/>
    public AnalysisInfo Info => AnalysisInfo.Summary;

    /// <inheritdoc/>
    public IEnumerable<ModelKernel> ModelKernels =>
    [
        ModelKernel.For<Question>(
            static (_, columns) => SummaryShare.Of(columns),
            static async (question, parts) =>
            {
                var shares = await parts.AskAsync<SummaryShare>(question);
                return await parts.MergeAsync(() => SummaryShare.Merge(shares));
            }),
        ModelKernel.For<PaceQuestion>(
            static (question, columns) => new PaceAnswer(TokenPace.Pick(SummaryShare.PaceOf(columns), question.Buckets).Encode()),
            static async (question, parts) => new PaceAnswer((await PickAsync(parts, question)).Encode()),
            isKept: false),
        ModelKernel.For<TokensQuestion>(
            static (_, columns) => new TokensAnswer(columns.Rows, SummaryShare.TokensOf(columns)),
            static async (question, parts) =>
            {
                var answers = await parts.AskAsync<TokensAnswer>(question);
                return new TokensAnswer(
                    answers.Sum(answer => answer.Rows), answers.Aggregate(Int128.Zero, (sum, answer) => sum + answer.Tokens));
            }),
        .. ColumnValues.Kernels,
    ];

    /// <inheritdoc/>
    public IEnumerable<PartitionKernel> PartitionKernels => [UserSums.SummaryKernel];

    /// <inheritdoc/>
    public async Task<AnalysisRun> RunAsync(AnalysisData data)
    {
        var users = data.AskPartitionsAsync<UserSums.SummaryAnswer>(new UserSums.SummaryQuestion());
        var shares = await data.AskTogetherAsync<SummaryShare>(new Question());
        var all = await data.MergeAsync(() => SummaryShare.Merge([.. shares.Select(share => share.Answer)]));
        var entries = EntriesAsync(data, shares);
        var latencies = ColumnValues.SummariseAsync(
            data,
            new SummarisedColumn(ColumnId.Ttft, all.Ttft, Units.TicksPerSecond),
            new SummarisedColumn(ColumnId.Duration, all.Duration, Units.TicksPerSecond));
        var pace = await PaceAsync(data, FrequencyMap.Decode(all.Pace));
        var ofUsers = await users;
        var models = await entries;
        var summary = new DatasetSummary(
            data.Catalog.Name,
            all.Rows,
            ofUsers.Sum(answer => answer.Users),
            models.Count,
            all.First,
            all.Last,
            Busiest(FrequencyMap.Decode(all.Minutes)),
            all.WithInput > 0 ? all.Input : null,
            all.WithOutput > 0 ? all.Output : null,
            LatencyQuantiles.Of((await latencies)[0]),
            pace,
            LatencyQuantiles.Of((await latencies)[1]),
            all.Optional.Totals().With(data.Catalog.HasOutcome),
            UserSums.Top(models, byTokens: false),
            UserSums.Top(models, byTokens: true),
            UserSums.Top(ofUsers.SelectMany(answer => answer.ByRequests), byTokens: false),
            UserSums.Top(ofUsers.SelectMany(answer => answer.ByTokens), byTokens: true));
        return new AnalysisRun(JsonText.Object(summary.Write), []);
    }

    // Models with few rows have no share of their own, and are asked for their tokens alone.
    private static async Task<List<SummaryEntry>> EntriesAsync(
        AnalysisData data, IReadOnlyList<(CatalogModel? Model, SummaryShare Share)> shares)
    {
        var bucketed = data.Catalog.Models.Except(shares.Select(share => share.Model).OfType<CatalogModel>()).ToList();
        var answers = await data.AskAsync<TokensAnswer>(bucketed, new TokensQuestion());
        return
        [
            .. shares.Where(share => share.Model is not null).Select(share => new SummaryEntry(
                share.Model!.Id, share.Model.Name, share.Share.Rows, share.Share.Input + share.Share.Output)),
            .. bucketed.Zip(answers, (model, answer) => new SummaryEntry(model.Id, model.Name, answer.Rows, answer.Tokens)),
        ];
    }

    private static BusiestMinute Busiest(FrequencyMap minutes)
    {
        var counts = minutes.Counts;
        var most = 0;
        for (var i = 1; i < counts.Length; i++)
        {
            if (counts[i] > counts[most]) most = i;
        }

        return new BusiestMinute(minutes.Values[most] * TimeSpan.TicksPerMinute, counts[most]);
    }

    // There are two rounds, as for columns: the buckets tell which few values are needed, and these are asked for.
    private static async Task<LatencyQuantiles> PaceAsync(AnalysisData data, FrequencyMap buckets)
    {
        if (buckets.N == 0) return LatencyQuantiles.Of(Statistics.None);
        var selection = new OrderSelection(buckets);
        var picked = await PickAsync(data, new PaceQuestion(selection.Buckets));
        var order = selection.Of(picked);
        return new LatencyQuantiles(
            buckets.N, TokenPace.Quantile(order, 0.5), TokenPace.Quantile(order, 0.95), TokenPace.Quantile(order, 0.99));
    }

    private static async Task<FrequencyMap> PickAsync(IModelAnswers models, PaceQuestion question)
    {
        var answers = await models.AskAsync<PaceAnswer>(question);
        return await models.MergeAsync(
            () => FrequencyMap.Merge([.. answers.Select(answer => answer.Values)]));
    }

    /// <summary>Asks a model for its share of the summary.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.summary.question")]
    public sealed record Question : ModelQuestion;

    /// <summary>Asks a model for its requests and tokens alone.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.summary.tokens.question")]
    public sealed record TokensQuestion : ModelQuestion;

    /// <summary>A model's rows, and the sum of its input and output tokens.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.summary.tokens.answer")]
    public sealed record TokensAnswer([property: Id(0)] long Rows, [property: Id(1)] Int128 Tokens) : ModelAnswer;

    /// <summary>
    /// Asks a model for the values of <see cref="TokenPace"/> in some of its buckets. It is asked once, so questions with equal lists need
    /// not be equal.
    /// </summary>
    [GenerateSerializer, Immutable, Alias("llmwl.summary.pace.question")]
    public sealed record PaceQuestion([property: Id(0)] long[] Buckets) : ModelQuestion;

    /// <summary>The values that were asked for.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.summary.pace.answer")]
    public sealed record PaceAnswer([property: Id(0)] PackedFrequencies Values) : ModelAnswer;
}
