namespace LlmWorkload.Kernels;

/// <summary>
/// What must be known of a column before some of its values are asked for: exact sums, and how many values each bucket holds.
/// </summary>
/// <param name="Sums">The sums of the values, missing ones left out.</param>
/// <param name="Buckets">The numbers of the <see cref="ValueBuckets"/> that hold values, and how many each.</param>
[GenerateSerializer, Immutable, Alias("llmwl.column.outline")]
internal sealed record ColumnOutline([property: Id(0)] ExactSums Sums, [property: Id(1)] PackedFrequencies Buckets)
{
    /// <summary>No values.</summary>
    public static readonly ColumnOutline None = Of([]);

    /// <summary>The outline of a column.</summary>
    /// <param name="column">Values ≥ 0 or missing, in any order.</param>
    public static ColumnOutline Of(ReadOnlySpan<long> column) => new(ExactSums.Of(column), ValueBuckets.Count(column).Encode());

    /// <summary>The outline of a column whose rows are in several places. Their order does not matter.</summary>
    public static ColumnOutline Merge(IReadOnlyList<ColumnOutline> outlines) => new(
        outlines.Aggregate(ExactSums.None, (sum, outline) => sum + outline.Sums),
        PackedFrequencies.Merge([.. outlines.Select(outline => outline.Buckets)]));
}
