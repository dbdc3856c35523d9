using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Figures;
using LlmWorkload.Kernels;
using LlmWorkload.Users;

[assembly: Analysis(typeof(UserArrivals))]

namespace LlmWorkload.Analyses;

/// <summary>
/// How regularly users come. Each user with at least three requests has six numbers: p10, p25, median, mean, p75 and p90 of the user's own
/// inter-arrival times over all models. The analysis shows how each number is distributed over users.
/// </summary>
internal sealed class UserArrivals : IAnalysis
{
    // In this order, from the left, the numbers ascend as far as they can.
    private static readonly int[] Boxed = [1, 2, 3, 0, 4, 5];

    /// <inheritdoc/>
    public AnalysisInfo Info { get; } = AnalysisInfo.Find("user-arrivals");

    /// <inheritdoc/>
    public IEnumerable<PartitionKernel> PartitionKernels => [PartitionKernel.For<Question>(static (_, columns) => Describe(columns))];

    /// <inheritdoc/>
    public async Task<AnalysisRun> RunAsync(AnalysisData data)
    {
        var answers = await data.AskPartitionsAsync<Answer>(new Question());
        var numbers = await Task.Run(() => Merge(answers));
        var statistics = Array.ConvertAll(numbers, sorted => Summaries.OfSorted(sorted));
        var summary = JsonText.Object(json =>
        {
            json.WriteNumber("users", numbers[0].Length);
            for (var i = 0; i < numbers.Length; i++) json.Statistics(UserInterArrivals.Names[i], statistics[i]);
        });
        return new AnalysisRun(summary, numbers[0].Length == 0 ? [] : [.. Figures(numbers, statistics, data.Options.ThinData)]);
    }

    /// <summary>
    /// Each number over the users of all partitions, ascending. Neither the order nor the number of the partitions matters.
    /// </summary>
    public static double[][] Merge(IReadOnlyList<Answer> answers)
    {
        var merged = new double[UserInterArrivals.Names.Count][];
        for (var i = 0; i < merged.Length; i++)
        {
            merged[i] = new double[answers.Sum(answer => answer.Sorted[i].Length)];
            var at = 0;
            foreach (var answer in answers)
            {
                answer.Sorted[i].CopyTo(merged[i], at);
                at += answer.Sorted[i].Length;
            }

            RadixSort.Sort(merged[i]);
        }

        return merged;
    }

    private IEnumerable<FigurePlan> Figures(double[][] numbers, Statistics[] statistics, bool thin)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            var (sorted, of, name) = (numbers[i], statistics[i], UserInterArrivals.Names[i]);
            var path = $"{Info.Folder}/{name}_cdf";
            yield return FigurePlan.Of(path, () => CdfFigures.Single(
                path, $"{Title(name)} of a user's inter-arrival times", $"{Title(name)} inter-arrival time of a user (s)",
                $"{name}_seconds", CdfFigures.Curve.OfSorted<double>(name, sorted), of, thin))
                .Unless(WorthDrawing.OneValue(of, "users' values", " s"));
        }

        var boxes = $"{Info.Folder}/inter_arrival_boxes";
        yield return FigurePlan.Of(boxes, () => UserArrivalsFigure.Boxes(
            boxes,
            Array.ConvertAll(Boxed, number => UserInterArrivals.Names[number]),
            Array.ConvertAll(Boxed, number => statistics[number]),
            numbers.Sum(sorted => sorted.LongCount(value => value == 0))))
            .Unless(numbers[0].Length == 1 ? "One user has at least 3 requests." : null);
    }

    private static string Title(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static Answer Describe(PartitionColumns columns)
    {
        var numbers = UserInterArrivals.Of(UserOrder.Of(columns.Rows));
        foreach (var number in numbers) RadixSort.Sort(number);
        return new Answer(numbers);
    }

    /// <summary>Asks a partition for the inter-arrival times of its users.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.user-arrivals.question")]
    public sealed record Question : PartitionQuestion;

    /// <summary>The numbers of a partition's users.</summary>
    /// <param name="Sorted">Per number of <see cref="UserInterArrivals.Names"/>, its value for every user, seconds, ascending.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.user-arrivals.answer")]
    public sealed record Answer([property: Id(0)] double[][] Sorted) : PartitionAnswer;
}
