namespace LlmWorkload.Reading.Json;

/// <summary>The request that a record of lists has now.</summary>
/// <param name="lists">The record.</param>
internal readonly struct JsonListRow(JsonLists lists) : IRecord
{
    /// <inheritdoc/>
    public ReadOnlySpan<byte> this[int slot] => lists[slot];

    /// <inheritdoc/>
    public bool IsText(int slot) => lists.IsText(slot);

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Least(int slot) => lists.Least(slot);
}
