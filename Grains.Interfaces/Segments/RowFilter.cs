namespace LlmWorkload.Segments;

/// <summary>Which rows of segments a question is about. Filters of one dataset with equal keys are equal.</summary>
/// <param name="Key">Stands for all that follows.</param>
/// <param name="From">The first instant at which a row may start, in UTC ticks.</param>
/// <param name="End">The tick that follows the last one.</param>
/// <param name="Models">
/// The models; null for all. Rows of a model's own grains do not name it, so it decides only over rows of partitions.
/// </param>
/// <param name="Users">The users; null for all.</param>
/// <param name="Texts">For each column of texts that decides, the texts.</param>
/// <param name="Status">How requests may have ended; null for any way.</param>
[GenerateSerializer, Immutable, Alias("llmwl.row.filter")]
public sealed record RowFilter(
    [property: Id(0)] string Key,
    [property: Id(1)] long From,
    [property: Id(2)] long End,
    [property: Id(3)] HashChoice? Models,
    [property: Id(4)] HashChoice? Users,
    [property: Id(5)] IReadOnlyList<TextChoice> Texts,
    [property: Id(6)] StatusChoice? Status)
{
    /// <summary>Whether partitions need columns to decide that an earlier release did not give them.</summary>
    public bool HasTexts => Texts.Count > 0 || Status?.Texts is not null;

    /// <inheritdoc/>
    public bool Equals(RowFilter? other) => other is not null && Key == other.Key;

    /// <inheritdoc/>
    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);
}
