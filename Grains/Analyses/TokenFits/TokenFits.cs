using System.Globalization;
using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Figures;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

[assembly: Analysis(typeof(TokenFits))]

namespace LlmWorkload.Analyses;

/// <summary>Laws fitted to the input and output tokens of all requests and of each model, by maximum likelihood, and their tails.</summary>
internal sealed class TokenFits : IAnalysis
{
    private static readonly Side[] Sides =
    [
        new("input_tokens", "Input tokens", answer => answer.Input, counts => counts.Input),
        new("output_tokens", "Output tokens", answer => answer.Output, counts => counts.Output),
    ];

    /// <inheritdoc/>
    public AnalysisInfo Info { get; } = AnalysisInfo.Find("token-fits");

    /// <inheritdoc/>
    public IEnumerable<ModelKernel> ModelKernels => TokenFitKernels.All;

    /// <inheritdoc/>
    public async Task<AnalysisRun> RunAsync(AnalysisData data)
    {
        if (await Needs.AnyAsync(data, ColumnId.InputTokens, ColumnId.OutputTokens) is { } unavailable) return unavailable;
        var least = data.Options.MinFit;
        var answers = await data.AskAsync<TokenFitKernels.Answer>(new TokenFitKernels.Question(least));
        var counts = await CountAsync(data);
        var all = await data.MergeAsync(() => TokenFitKernels.Fit(counts, least));
        var models = data.Catalog.Models.Zip(answers, (model, answer) => (Model: model, Answer: answer)).ToList();
        var summary = JsonText.Object(json =>
        {
            json.Object("all", item => Array.ForEach(Sides, side => side.Fit(all).Write(item, side.Name)));
            json.Models(
                models, answer => Sides.Any(side => side.Fit(answer).Exponential is not null),
                (item, _, answer) => Array.ForEach(Sides, side => side.Fit(answer).Write(item, side.Name)),
                answer => $"{InvariantText.Whole(answer.Input.N)} counts of input tokens and {InvariantText.Whole(answer.Output.N)} of "
                    + $"output tokens above 0; a fit needs {InvariantText.Whole(least)}");
        });
        return new AnalysisRun(summary, [.. Figures(data, all, models.ToDictionary(each => each.Model.Id, each => each.Answer))]);
    }

    private IEnumerable<FigurePlan> Figures(
        AnalysisData data, TokenFitKernels.Answer all, Dictionary<string, TokenFitKernels.Answer> answers)
    {
        foreach (var side in Sides.Where(side => side.Fit(all).Exponential is not null))
            yield return Plan(data, $"{Info.Folder}/{side.Name}_ccdf", "all requests", side, side.Fit(all), () => CountAsync(data));
        foreach (var model in data.DrawnModels())
        {
            foreach (var side in Sides.Where(side => side.Fit(answers[model.Id]).Exponential is not null))
            {
                yield return Plan(
                    data, $"{Info.Folder}/{data.FolderOf(model)}/{side.Name}_ccdf", data.TitleOf(model), side,
                    side.Fit(answers[model.Id]),
                    () => data.AskAsync<TokenFitKernels.CountsAnswer>(model, new TokenFitKernels.CountsQuestion()));
            }
        }
    }

    private static FigurePlan Plan(
        AnalysisData data, string path, string name, Side side, TokenFit fit, Func<Task<TokenFitKernels.CountsAnswer>> ask) =>
        new(path, async () =>
        {
            var counts = await ask();
            return await data.MergeAsync(() => CcdfFigures.Fitted(
                path, $"{side.Title} and fitted laws, {name}", side.Title, side.Name,
                TokenFit.AboveZero(FrequencyMap.Decode(side.Counts(counts))), Units.One, [.. Curves(fit)], Notes(fit),
                data.Options.ThinData));
        });

    // A count is at or above x where the continuous number that is rounded to it is above x − ½.
    private static IEnumerable<CcdfFigures.Curve> Curves(TokenFit fit)
    {
        foreach (var each in fit.Laws) yield return new CcdfFigures.Curve(each.Law.Name, x => each.Law.Above(x - 0.5));
        if (fit.Tail is { } tail)
            yield return new CcdfFigures.Curve(
                "pareto_tail", x => x < tail.Least ? double.NaN : (double)tail.N / fit.N * tail.Above(x));
    }

    private static string[] Notes(TokenFit fit) => fit.Tail is { } tail
        ? [$"least AIC: {LawFit.Best(fit.Laws).Law.Name}", $"tail from {InvariantText.Whole(tail.Least)} on: α = {Short(tail.Alpha)}",
            $"against exponential: z = {Short(tail.Z)}"]
        : [$"least AIC: {LawFit.Best(fit.Laws).Law.Name}"];

    private static string Short(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static async Task<TokenFitKernels.CountsAnswer> CountAsync(AnalysisData data)
    {
        var counts = await data.AskTogetherAsync<TokenFitKernels.CountsAnswer>(new TokenFitKernels.CountsQuestion());
        return await data.MergeAsync(() => TokenFitKernels.Merge([.. counts.Select(each => each.Answer)]));
    }

    /// <summary>Input or output tokens: names, and where they are in the answers.</summary>
    private sealed record Side(
        string Name, string Title, Func<TokenFitKernels.Answer, TokenFit> Fit,
        Func<TokenFitKernels.CountsAnswer, PackedFrequencies> Counts);
}
