namespace LlmWorkload.Segments;

/// <summary>How the bytes of a column are read. The numbers are stored: never reuse one.</summary>
public enum ColumnEncoding : byte
{
    /// <summary>One 64-bit integer a row: <see cref="IntegerCodec"/>.</summary>
    Integers = 1,

    /// <summary>A dictionary of 64-bit hashes and one index a row: <see cref="HashCodec"/>.</summary>
    Hashes = 2,

    /// <summary>A dictionary of texts and one index a row: <see cref="TextCodec"/>.</summary>
    Texts = 3,

    /// <summary>Pairs of hash and text, not per row: <see cref="TextTable"/>.</summary>
    TextTable = 4,

    /// <summary>One list of 64-bit numbers a row: <see cref="ListCodec"/>.</summary>
    Lists = 5,
}
