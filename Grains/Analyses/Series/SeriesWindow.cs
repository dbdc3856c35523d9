using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>The rows of all models in a window of buckets: those of a bucket together, and in it those of a series together.</summary>
internal sealed class SeriesWindow
{
    // Its rows in memory take some 100 bytes each until they are described. More rows than that, only a bucket alone may have.
    private const long MostRows = 1 << 21;

    private readonly SeriesPlan _plan;
    private readonly int _first;
    private readonly int _end;
    private readonly IReadOnlyList<BucketValues.Answer> _answers;
    private readonly int[][] _placeOf;
    private readonly int[] _starts;

    /// <summary>Rows as models answered.</summary>
    /// <param name="plan">The series.</param>
    /// <param name="first">The first bucket.</param>
    /// <param name="end">The bucket behind the last one.</param>
    /// <param name="answers">The answers, in the order of the catalog's models.</param>
    public SeriesWindow(SeriesPlan plan, int first, int end, IReadOnlyList<BucketValues.Answer> answers)
    {
        (_plan, _first, _end, _answers) = (plan, first, end, answers);
        var buckets = (int)plan.Cells.Frame.Buckets;
        _placeOf = [.. answers.Select((answer, model) => Array.ConvertAll(answer.Cells, cell =>
        {
            var (group, bucket) = Math.DivRem(cell, buckets);
            return ((bucket - first) * plan.Lines.Length) + plan.LineOf(model, group);
        }))];
        _starts = new int[((end - first) * plan.Lines.Length) + 1];
        foreach (var (answer, places) in answers.Zip(_placeOf))
        {
            for (var i = 0; i < places.Length; i++) _starts[places[i] + 1] += answer.Counts[i];
        }

        for (var place = 1; place < _starts.Length; place++) _starts[place] = checked(_starts[place] + _starts[place - 1]);
    }

    /// <summary>Windows that together have all buckets: as few as can be, each of a bucket or of at most 2²¹ rows.</summary>
    /// <param name="rows">How many rows each bucket has.</param>
    public static IEnumerable<(int First, int End)> All(long[] rows)
    {
        for (int first = 0, end = 1; first < rows.Length; first = end++)
        {
            for (var sum = rows[first]; end < rows.Length && sum + rows[end] <= MostRows; end++) sum += rows[end];
            yield return (first, end);
        }
    }

    /// <summary>Fills in the distributions of the window's buckets.</summary>
    /// <param name="hasQueue">Whether any request has a time in the queue.</param>
    public void Fill(bool hasQueue)
    {
        using var scratch = new Scratch();
        var output = Lay(0, scratch.Rent<long>(_starts[^1]));
        var ttft = Lay(1, scratch.Rent<long>(_starts[^1]));
        var duration = Lay(2, scratch.Rent<long>(_starts[^1]));
        var tpot = scratch.Rent<long>(_starts[^1]);
        for (var row = 0; row < tpot.Length; row++) tpot[row] = TokenPace.ValueOf(output[row], ttft[row], duration[row]);
        Describe(SeriesValue.Tpot, tpot);
        Describe(SeriesValue.Output, output);
        Describe(SeriesValue.Ttft, ttft);
        Describe(SeriesValue.E2e, duration);
        Describe(SeriesValue.Input, Lay(3, tpot));
        if (hasQueue) Describe(SeriesValue.Queue, Lay(4, tpot));
    }

    private Span<long> Lay(int column, Span<long> laid)
    {
        using var scratch = new Scratch();
        var next = scratch.Rent<int>(_starts.Length);
        _starts.CopyTo(next);
        foreach (var (answer, places) in _answers.Zip(_placeOf)) answer.Lay(column, places, laid, next);
        return laid;
    }

    // The values of a bucket that are not missing move together: series after series, and all requests have those of all series.
    private void Describe(SeriesValue value, Span<long> values)
    {
        var lines = _plan.Lines.Length;
        for (var bucket = _first; bucket < _end; bucket++)
        {
            var starts = _starts.AsSpan((bucket - _first) * lines, lines + 1);
            var end = starts[0];
            for (var line = 0; line < lines; line++)
            {
                var start = end;
                foreach (var each in values[starts[line]..starts[line + 1]])
                {
                    values[end] = each;
                    if (each != Missing.Value) end++;
                }

                if (end > start) _plan.Lines[line].Of(value)[bucket] = SeriesValues.Describe(value, values[start..end]);
            }

            if (end > starts[0] && lines > 1) _plan.Lines[0].Of(value)[bucket] = SeriesValues.Describe(value, values[starts[0]..end]);
        }
    }
}
