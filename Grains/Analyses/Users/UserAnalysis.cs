using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Figures;
using LlmWorkload.Kernels;
using LlmWorkload.Users;

[assembly: Analysis(typeof(UserAnalysis))]

namespace LlmWorkload.Analyses;

/// <summary>
/// Requests per user and distinct models per user, over rows that have a user: distribution functions and rank plots. It asks the same
/// question as the <see cref="Overview"/>, so the users are counted once.
/// </summary>
internal sealed class UserAnalysis : IAnalysis
{
    /// <inheritdoc/>
    public AnalysisInfo Info { get; } = AnalysisInfo.Find("users");

    /// <inheritdoc/>
    public IEnumerable<PartitionKernel> PartitionKernels => [UserCounts.TopKernel];

    /// <inheritdoc/>
    public async Task<AnalysisRun> RunAsync(AnalysisData data)
    {
        var answers = await data.AskPartitionsAsync<UserCounts.TopAnswer>(UserCounts.TopTen);
        var requests = FrequencyMap.Merge([.. answers.Select(answer => answer.Requests)]);
        var models = FrequencyMap.Merge([.. answers.Select(answer => answer.Models)]);
        var summary = JsonText.Object(json =>
        {
            json.WriteNumber("users", requests.N);
            json.Statistics("requests_per_user", Summaries.Of(requests));
            json.Statistics("models_per_user", Summaries.Of(models));
        });
        return new AnalysisRun(summary, requests.N == 0 ? [] :
        [
            Plan("requests_per_user_cdf", path => CdfFigure(path, "Requests per user", "requests", requests, data.Options.ThinData),
                requests, "users' requests"),
            Plan("models_per_user_cdf", path => CdfFigure(path, "Models per user", "models", models, data.Options.ThinData),
                models, "users' models"),
            Plan("requests_per_user_rank", path => RankFigure(
                path, "Requests per user by rank", "Requests", "requests", requests, data.Options.ThinData),
                requests, "users' requests"),
            Plan("models_per_user_rank", path => RankFigure(
                path, "Models per user by rank", "Models", "models", models, data.Options.ThinData), models, "users' models"),
        ]);
    }

    private FigurePlan Plan(string figure, Func<string, Figure> build, FrequencyMap map, string what) =>
        FigurePlan.Of($"{Info.Folder}/{figure}", () => build($"{Info.Folder}/{figure}"))
            .Unless(WorthDrawing.OneValue(Summaries.Of(map), what));

    private static Figure CdfFigure(string path, string title, string column, FrequencyMap map, bool thin)
    {
        var sorted = map.Repeated(static value => value);
        var cdf = new double[sorted.Length];
        for (var k = 0; k < cdf.Length; k++) cdf[k] = cdf.Length == 1 ? 1 : (double)k / (cdf.Length - 1);
        return Curve(path, title, new FigureAxis(title, AxisKind.Logarithmic),
            new FigureAxis("Fraction of users", AxisKind.Linear, 0, 1.05), column, sorted, "cdf", cdf, thin, xIsValue: true);
    }

    private static Figure RankFigure(string path, string title, string label, string column, FrequencyMap map, bool thin)
    {
        var descending = map.Repeated(static value => value);
        Array.Reverse(descending);
        var rank = new double[descending.Length];
        for (var k = 0; k < rank.Length; k++) rank[k] = k + 1;
        return Curve(path, title, new FigureAxis("User rank", AxisKind.Logarithmic), new FigureAxis(label, AxisKind.Logarithmic), column,
            descending, "rank", rank, thin, xIsValue: false);
    }

    private static Figure Curve(
        string path, string title, FigureAxis x, FigureAxis y, string valueColumn, long[] values, string otherColumn, double[] other,
        bool thin, bool xIsValue)
    {
        var numbers = Array.ConvertAll(values, value => (double)value);
        var (drawnX, drawnY) = xIsValue ? CdfThinning.Thin(numbers, other) : CdfThinning.Thin(other, numbers);
        var n = InvariantText.Whole(values.Length);
        var (rowsX, rowsY) = xIsValue ? (numbers, other) : (other, numbers);
        if (thin) (rowsX, rowsY) = TableThinning.Stairs(rowsX, rowsY);
        var table = new FigureTable(
            [new NumberColumn(xIsValue ? valueColumn : otherColumn, rowsX), new NumberColumn(xIsValue ? otherColumn : valueColumn, rowsY)]);
        return new Figure(path, $"{title} (n = {n})",
            [new Panel(null, x, y, [new LineSeries(null, drawnX, drawnY, Step: xIsValue)], false, [])],
            TableThinning.Marked(table, isThinned: rowsX.Length < values.Length));
    }
}
