using LlmWorkload.Reading.JsonValues;

namespace LlmWorkload.Reading.Json;

/// <summary>The request that a JSON record has now.</summary>
/// <param name="record">The record.</param>
internal readonly struct JsonRow(JsonRecord record) : IRecord
{
    /// <inheritdoc/>
    public ReadOnlySpan<byte> this[int slot] => record[slot];

    /// <inheritdoc/>
    public bool IsText(int slot) => record.IsText(slot);
}
