namespace LlmWorkload.Reading;

/// <summary>The values of one record, by the slots that the plan of its reading gave them.</summary>
internal interface IRecord
{
    /// <summary>A value as text; empty where it is missing. Valid until the next record.</summary>
    ReadOnlySpan<byte> this[int slot] { get; }

    /// <summary>Whether a value is a text by the way it is written, so that the word NA is one.</summary>
    bool IsText(int slot);

    /// <summary>Whether values may be stored as numbers, so that <see cref="TryNumber"/> is worth asking.</summary>
    static virtual bool HasNumbers => false;

    /// <summary>A value that is stored as a number: what its text would be read as, with seconds in ticks. False where it is not.</summary>
    bool TryNumber(int slot, FieldKind kind, out long value)
    {
        value = Missing.Value;
        return false;
    }

    /// <summary>The least number that any request of the record has in a slot; empty where nobody knows.</summary>
    ReadOnlySpan<byte> Least(int slot) => [];
}
