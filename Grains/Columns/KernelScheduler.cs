using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Columns;

/// <summary>
/// Runs kernels off the grains' schedulers, as many at once as there are processors, since more are not faster. Each takes memory for the
/// columns that it decodes. So fewer run at once where their segments are large, and a larger one than all runs alone. Kernels that wait
/// for the same segments run one after another: where rows do not fit into memory, these are read from storage once for all of them.
/// </summary>
/// <param name="mostBytes">The encoded bytes of the segments that kernels work on at once.</param>
internal sealed class KernelScheduler(long mostBytes = long.MaxValue)
{
    private readonly Lock _changing = new();
    private readonly Dictionary<OpenedSegments, Queue<Turn>> _bySegments = [];

    // In the order in which the first of each came. Those that come when it is their segments' turn wait for the next one.
    private readonly Queue<(OpenedSegments? Segments, Queue<Turn> Turns)> _waiting = new();
    private Queue<Turn> _current = new();
    private int _running;
    private long _bytes;

    /// <summary>Runs a computation when its turn comes.</summary>
    public Task<T> RunAsync<T>(Func<T> compute) => RunAsync(null, compute);

    /// <summary>Runs a computation from columns when its turn comes. The columns exist only while it runs.</summary>
    /// <param name="segments">Whose columns.</param>
    /// <param name="filter">Which of their rows; null for all.</param>
    /// <param name="compute">The computation.</param>
    public Task<T> RunAsync<T>(OpenedSegments segments, RowFilter? filter, Func<SegmentColumns, T> compute) => RunAsync(segments, () =>
    {
        using var columns = segments.Columns(filter);
        return compute(columns);
    });

    private Task<T> RunAsync<T>(OpenedSegments? segments, Func<T> compute)
    {
        var bytes = segments?.Bytes ?? 0;
        var task = new Task<T>(
            () =>
            {
                try
                {
                    return compute();
                }
                finally
                {
                    End(bytes);
                    Garbage.OfProcess.CollectWhereMuch();
                }
            },
            TaskCreationOptions.DenyChildAttach);
        lock (_changing)
        {
            TurnsOf(segments).Enqueue(new Turn(bytes, task));
            StartThoseThatMay();
        }

        return task;
    }

    private void End(long bytes)
    {
        lock (_changing)
        {
            _running--;
            _bytes -= bytes;
            StartThoseThatMay();
        }
    }

    private Queue<Turn> TurnsOf(OpenedSegments? segments)
    {
        if (segments is not null && _bySegments.TryGetValue(segments, out var turns)) return turns;
        turns = new Queue<Turn>();
        if (segments is not null) _bySegments.Add(segments, turns);
        _waiting.Enqueue((segments, turns));
        return turns;
    }

    // A large one waits until there is room for it, and those behind it wait with it: so it gets its turn.
    private void StartThoseThatMay()
    {
        while (_running < Environment.ProcessorCount && TryPeek(out var next) && (_running == 0 || _bytes + next.Bytes <= mostBytes))
        {
            _current.Dequeue();
            _running++;
            _bytes += next.Bytes;
            next.Task.Start(TaskScheduler.Default);
        }
    }

    private bool TryPeek(out Turn next)
    {
        while (!_current.TryPeek(out next))
        {
            if (!_waiting.TryDequeue(out var group)) return false;
            if (group.Segments is { } segments) _bySegments.Remove(segments);
            _current = group.Turns;
        }

        return true;
    }

    private readonly record struct Turn(long Bytes, Task Task);
}
