using LlmWorkload.Segments;

namespace LlmWorkload.Export;

/// <summary>
/// Cuts time into windows of so many rows at most. A slice of time that has more is cut again; an instant that has more is cut by chunks.
/// </summary>
/// <param name="most">What a window has at most, as <see cref="RowCounts"/> counts.</param>
/// <param name="recorded">The chunks of the dataset.</param>
/// <param name="ask">Asks models, by their indexes, for their counts.</param>
internal sealed class WindowPlanner(
    long most, RecordedChunks recorded, Func<RowCounts.Question, IReadOnlyList<int>, Task<IReadOnlyList<RowCounts.Answer>>> ask)
{
    private const int MostSlices = 1_024;

    private readonly List<RowWindow> _windows = [];
    private readonly SortedSet<ColumnId> _columns = [];

    /// <summary>Makes the plan.</summary>
    /// <param name="from">The first instant of the dataset, in UTC ticks.</param>
    /// <param name="end">The tick that follows the last instant.</param>
    /// <param name="models">How many models there are.</param>
    public async Task<RowPlan> PlanAsync(long from, long end, int models)
    {
        await SplitAsync(from, end, [.. Enumerable.Range(0, models)]);
        return new RowPlan(_windows, [.. _columns]);
    }

    private async Task SplitAsync(long from, long end, IReadOnlyList<int> models)
    {
        var width = (end - from + MostSlices - 1) / MostSlices;
        var question = new RowCounts.Question(from, end, width);
        var answers = await ask(question, models);
        var counts = answers.Select(answer => PackedIntegers.Decode(answer.Counts)).ToArray();
        foreach (var column in answers.SelectMany(answer => answer.Columns)) _columns.Add(column);
        var (first, sum) = (0, 0L);
        for (var slice = 0; slice < question.Slices; slice++)
        {
            var more = counts.Sum(model => model[slice]);
            if (sum > 0 && sum + more > most)
            {
                Add(first, slice);
                (first, sum) = (slice, 0);
            }

            sum += more;
            if (sum <= most) continue;

            // Then the window has this slice alone.
            var there = Models(slice, slice + 1);
            if (width > 1) await SplitAsync(Start(slice), Math.Min(end, Start(slice + 1)), there);
            else AddChunks(Start(slice), there);
            (first, sum) = (slice + 1, 0);
        }

        if (sum > 0) Add(first, question.Slices);
        return;

        long Start(int slice) => from + slice * width;

        List<int> Models(int at, int until) =>
            [.. models.Where((_, index) => counts[index].AsSpan(at, until - at).ContainsAnyExcept(0))];

        void Add(int at, int until) => _windows.Add(new RowWindow(Start(at), Math.Min(end, Start(until)), null, 0, Models(at, until)));
    }

    private void AddChunks(long instant, List<int> models)
    {
        foreach (var range in recorded.Ranges)
        {
            for (var chunk = range.From; chunk < range.End; chunk++)
                _windows.Add(new RowWindow(instant, instant + 1, range.File, chunk, models));
        }
    }
}
