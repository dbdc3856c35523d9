using System.Numerics;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Columns;

/// <summary>The rows of one segment that a filter keeps, a bit a row.</summary>
internal sealed class KeptRows
{
    private const int BitsOfWord = 64;

    private readonly ulong[] _bits;

    private KeptRows(ulong[] bits, int count, long first, long last) => (_bits, Count, First, Last) = (bits, count, first, last);

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>The least start of them, in ticks; missing where none has one.</summary>
    public long First { get; }

    /// <summary>The greatest start of them, in ticks; missing where none has one.</summary>
    public long Last { get; }

    /// <summary>The rows that a filter keeps; null for all of them.</summary>
    public static KeptRows? Of(ISegmentRows segment, RowFilter filter)
    {
        if (segment.MinStarted == Missing.Value || segment.MinStarted >= filter.End || segment.MaxStarted < filter.From)
            return new KeptRows([], 0, Missing.Value, Missing.Value);
        var isWithin = segment.MinStarted >= filter.From && segment.MaxStarted < filter.End;
        var ofModels = segment.Has(ColumnId.Model) ? filter.Models : null;
        if (isWithin && ofModels is null && filter is { Users: null, Texts.Count: 0, Status: null }) return null;

        using var scratch = new Scratch();
        var kept = scratch.Rent(segment.Rows, true);
        if (!isWithin) KeepStarted(kept, segment, filter, scratch);
        if (ofModels is not null) KeepHashes(kept, segment, ColumnId.Model, ofModels, scratch);
        if (filter.Users is { } users) KeepHashes(kept, segment, ColumnId.User, users, scratch);
        foreach (var texts in filter.Texts) And(kept, HasText(segment, texts, scratch));
        if (filter.Status is { } status) And(kept, Ended(segment, status, scratch));
        return Packed(kept, segment, scratch);
    }

    /// <summary>Their values, in order, of the values of all rows. They may go to the front of those.</summary>
    public void Gather<T>(ReadOnlySpan<T> all, Span<T> kept)
    {
        var at = 0;
        for (var word = 0; word < _bits.Length; word++)
        {
            for (var bits = _bits[word]; bits != 0; bits &= bits - 1)
                kept[at++] = all[(word * BitsOfWord) + BitOperations.TrailingZeroCount(bits)];
        }
    }

    /// <summary>Their numbers, ascending.</summary>
    public int[] Rows()
    {
        var rows = new int[Count];
        var at = 0;
        for (var word = 0; word < _bits.Length; word++)
        {
            for (var bits = _bits[word]; bits != 0; bits &= bits - 1)
                rows[at++] = (word * BitsOfWord) + BitOperations.TrailingZeroCount(bits);
        }

        return rows;
    }

    private static KeptRows? Packed(ReadOnlySpan<bool> kept, ISegmentRows segment, Scratch scratch)
    {
        var count = kept.Count(true);
        if (count == kept.Length) return null;
        if (count == 0) return new KeptRows([], 0, Missing.Value, Missing.Value);
        var started = scratch.Rent<long>(segment.Rows);
        segment.ReadIntegers(ColumnId.Started, started);
        var bits = new ulong[(kept.Length + BitsOfWord - 1) / BitsOfWord];
        var (first, last) = (Missing.Value, Missing.Value);
        for (var row = 0; row < kept.Length; row++)
        {
            if (!kept[row]) continue;
            bits[row / BitsOfWord] |= 1UL << (row % BitsOfWord);
            first = first == Missing.Value ? started[row] : Math.Min(first, started[row]);
            last = Math.Max(last, started[row]);
        }

        return new KeptRows(bits, count, first, last);
    }

    private static void KeepStarted(Span<bool> kept, ISegmentRows segment, RowFilter filter, Scratch scratch)
    {
        var started = scratch.Rent<long>(segment.Rows);
        segment.ReadIntegers(ColumnId.Started, started);
        for (var row = 0; row < kept.Length; row++) kept[row] = started[row] >= filter.From && started[row] < filter.End;
    }

    private static void KeepHashes(Span<bool> kept, ISegmentRows segment, ColumnId column, HashChoice choice, Scratch scratch)
    {
        var index = scratch.Rent<int>(segment.Rows);
        var wanted = Array.ConvertAll(segment.ReadHashes(column, index), choice.Hashes.Contains);
        for (var row = 0; row < kept.Length; row++) kept[row] &= index[row] < 0 ? choice.OrMissing : wanted[index[row]];
    }

    private static Span<bool> HasText(ISegmentRows segment, TextChoice choice, Scratch scratch)
    {
        var index = scratch.Rent<int>(segment.Rows);
        var wanted = Array.ConvertAll(segment.ReadTexts(choice.Column, index), choice.Texts.Contains);
        var has = scratch.Rent<bool>(segment.Rows);
        for (var row = 0; row < has.Length; row++) has[row] = index[row] < 0 ? choice.OrMissing : wanted[index[row]];
        return has;
    }

    private static Span<bool> Ended(ISegmentRows segment, StatusChoice choice, Scratch scratch)
    {
        var ended = choice.Texts is { } texts ? HasText(segment, texts, scratch) : scratch.Rent(segment.Rows, false);
        if (!choice.Ok && !choice.Failed) return ended;
        var failed = scratch.Rent<long>(segment.Rows);
        segment.ReadIntegers(ColumnId.Failed, failed);
        for (var row = 0; row < ended.Length; row++) ended[row] |= failed[row] == 1 ? choice.Failed : choice.Ok;
        return ended;
    }

    private static void And(Span<bool> kept, ReadOnlySpan<bool> also)
    {
        for (var row = 0; row < kept.Length; row++) kept[row] &= also[row];
    }
}
