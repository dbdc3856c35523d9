using LlmWorkload.Kernels;

namespace LlmWorkload.Analyses;

/// <summary>Where the values of each bucket of each series lie: stretches of the answers of models.</summary>
/// <param name="plan">The series.</param>
internal sealed class SeriesRuns(SeriesPlan plan)
{
    private readonly int _buckets = (int)plan.Cells.Frame.Buckets;
    private readonly List<Run>?[] _runs = new List<Run>?[plan.Lines.Length * (int)plan.Cells.Frame.Buckets];

    /// <summary>Adds the stretches of a model's answer.</summary>
    /// <param name="model">The model's place.</param>
    /// <param name="cells">Its cells.</param>
    /// <param name="counts">How many values each has; they lie one after the other.</param>
    public void Add(int model, int[] cells, int[] counts)
    {
        var start = 0;
        for (var i = 0; i < cells.Length; i++)
        {
            var (group, bucket) = Math.DivRem(cells[i], _buckets);
            var run = new Run(model, start, counts[i]);
            Add(0, bucket, run);
            if (plan.LineOf(model, group) is > 0 and var line) Add(line, bucket, run);
            start += counts[i];
        }
    }

    /// <summary>The stretches of a bucket of a series.</summary>
    public IReadOnlyList<Run> Of(int line, int bucket) => _runs[(line * _buckets) + bucket] ?? [];

    private void Add(int line, int bucket, Run run) => (_runs[(line * _buckets) + bucket] ??= []).Add(run);

    /// <summary>A stretch of the values of a model's answer.</summary>
    internal readonly record struct Run(int Model, int Start, int Count);
}
