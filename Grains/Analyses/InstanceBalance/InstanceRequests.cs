using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>The requests of a model that have an instance, in the order of their starts (ties in input order).</summary>
internal readonly ref struct InstanceRequests
{
    private InstanceRequests(
        int instances, ReadOnlySpan<long> times, ReadOnlySpan<int> rows, ReadOnlySpan<int> instance, ReadOnlySpan<long> input,
        ReadOnlySpan<long> output)
    {
        Instances = instances;
        Times = times;
        Rows = rows;
        Instance = instance;
        Input = input;
        Output = output;
    }

    /// <summary>How many instances there may be; each has a number below.</summary>
    public int Instances { get; }

    /// <summary>When each request started, in ticks, ascending.</summary>
    public ReadOnlySpan<long> Times { get; }

    /// <summary>The row of each.</summary>
    public ReadOnlySpan<int> Rows { get; }

    /// <summary>The instance of each.</summary>
    public ReadOnlySpan<int> Instance { get; }

    /// <summary>The input tokens of each row, and not request; missing or not.</summary>
    public ReadOnlySpan<long> Input { get; }

    /// <summary>The output tokens of each row.</summary>
    public ReadOnlySpan<long> Output { get; }

    /// <summary>Reads the requests of columns that have instances, into the columns' memory.</summary>
    public static InstanceRequests Of(SegmentColumns columns)
    {
        var (names, instanceOf) = columns.Texts(ColumnId.Instance);
        var (times, rows) = StableOrder.Of(columns.Integers(ColumnId.Started), columns.Scratch);
        var n = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            if (instanceOf[rows[i]] < 0) continue;
            (times[n], rows[n]) = (times[i], rows[i]);
            n++;
        }

        var instance = columns.Scratch.Rent<int>(n);
        for (var i = 0; i < n; i++) instance[i] = instanceOf[rows[i]];
        return new InstanceRequests(
            names.Length, times[..n], rows[..n], instance, columns.Integers(ColumnId.InputTokens), columns.Integers(ColumnId.OutputTokens));
    }

    /// <summary>The tokens of a request in and out; a missing number is none.</summary>
    public Int128 Tokens(int request) => Count(Input, request) + Count(Output, request);

    /// <summary>The first request that starts in another span of time than one.</summary>
    /// <param name="from">The one.</param>
    /// <param name="ticks">How long spans are; the first begins at tick 0.</param>
    public int EndOfSpan(int from, long ticks)
    {
        var span = Times[from] / ticks;
        var end = from + 1;
        while (end < Times.Length && Times[end] / ticks == span) end++;
        return end;
    }

    private Int128 Count(ReadOnlySpan<long> tokens, int request)
    {
        var value = tokens[Rows[request]];
        return value == Missing.Value ? 0 : value;
    }
}
