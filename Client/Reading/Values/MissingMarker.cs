namespace LlmWorkload.Reading;

/// <summary>
/// The spellings of "missing": an empty field, or <c>NULL</c>, <c>null</c>, <c>None</c>, <c>NaN</c>, <c>nan</c>, <c>NA</c>, <c>N/A</c>,
/// <c>&lt;NA&gt;</c>, <c>\N</c>.
/// </summary>
internal static class MissingMarker
{
    public static bool Is(ReadOnlySpan<byte> field)
    {
        if (field.Length > 4)
            return false;
        if (field.IsEmpty)
            return true;
        if (field[0] is (byte)'<' or (byte)'\\')
            return field.SequenceEqual("<NA>"u8) || field.SequenceEqual("\\N"u8);
        return (field[0] | 0x20) == 'n'
            && (field.SequenceEqual("N/A"u8) || field.SequenceEqual("NULL"u8) || field.SequenceEqual("null"u8)
                || field.SequenceEqual("None"u8)
                || field.SequenceEqual("NaN"u8) || field.SequenceEqual("nan"u8) || field.SequenceEqual("NA"u8));
    }
}
