using LlmWorkload.Columns;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>The different texts of a column and how many requests have each; requests without one are left out.</summary>
/// <param name="Texts">The texts, ordinal.</param>
/// <param name="Counts">The requests of each.</param>
[GenerateSerializer, Immutable, Alias("llmwl.overview.texts")]
internal sealed record TextCounts([property: Id(0)] string[] Texts, [property: Id(1)] long[] Counts)
{
    /// <summary>No texts.</summary>
    public static readonly TextCounts None = new([], []);

    /// <summary>The texts of a column.</summary>
    public static TextCounts Of(SegmentColumns columns, ColumnId column)
    {
        var (texts, textOf) = columns.Texts(column);
        var counts = new long[texts.Length];
        foreach (var text in textOf)
        {
            if (text >= 0) counts[text]++;
        }

        Array.Sort(texts, counts, StringComparer.Ordinal);
        return new TextCounts(texts, counts);
    }

    /// <summary>The texts of several places.</summary>
    public static TextCounts Merge(IEnumerable<TextCounts> several)
    {
        var sum = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (text, count) in several.SelectMany(each => each.Texts.Zip(each.Counts)))
        {
            sum[text] = sum.GetValueOrDefault(text) + count;
        }

        return new TextCounts([.. sum.Keys], [.. sum.Values]);
    }
}
