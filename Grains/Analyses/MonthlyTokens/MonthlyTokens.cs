using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

[assembly: Analysis(typeof(MonthlyTokens))]

namespace LlmWorkload.Analyses;

/// <summary>Bands of input and output tokens of every month.</summary>
internal sealed class MonthlyTokens : IAnalysis
{
    /// <inheritdoc/>
    public AnalysisInfo Info { get; } = AnalysisInfo.Find("monthly-tokens");

    /// <inheritdoc/>
    public IEnumerable<ModelKernel> ModelKernels => [MonthTokens.Kernel];

    /// <inheritdoc/>
    public async Task<AnalysisRun> RunAsync(AnalysisData data)
    {
        if (await Needs.AllAsync(data, ColumnId.InputTokens, ColumnId.OutputTokens) is { } unavailable) return unavailable;
        var answers = await data.AskTogetherAsync<MonthTokens.Answer>(new MonthTokens.Question());
        var all = await data.MergeAsync(() => MonthTokens.Merge([.. answers.Select(each => each.Answer)]));
        var months = Months.Of(data.Catalog);
        Statistics[] input = [.. months.Select(month => Summaries.Of(all.Input.Of(month)))];
        Statistics[] output = [.. months.Select(month => Summaries.Of(all.Output.Of(month)))];
        var summary = JsonText.Object(json => json.List("months", Enumerable.Range(0, months.Length), (item, month) =>
        {
            item.WriteString("month", Months.Text(months[month]));
            item.Band("input_tokens", input[month]);
            item.Band("output_tokens", output[month]);
        }));
        return new AnalysisRun(
            summary,
            [
                MonthlyTokensFigure.Of($"{Info.Folder}/input_tokens", "Input tokens", months, input),
                MonthlyTokensFigure.Of($"{Info.Folder}/output_tokens", "Output tokens", months, output),
            ]);
    }
}
