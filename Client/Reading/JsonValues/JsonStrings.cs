using System.Text.Json;

namespace LlmWorkload.Reading.JsonValues;

/// <summary>
/// Strings of JSON, some of which are no texts: they have half of a surrogate pair, as is left where a text was cut, or bytes that are not
/// UTF-8.
/// </summary>
internal static class JsonStrings
{
    // No text in UTF-8 has this byte.
    private const byte NoText = 0xFF;

    /// <summary>The name of the member that a reader is at; null where it is no text.</summary>
    public static string? NameOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>
    /// Copies the string that a reader is at. One that is no text is copied as it is written, with a byte that makes it none in UTF-8 too.
    /// </summary>
    /// <param name="reader">The reader.</param>
    /// <param name="into">Has room for a byte more than the string as it is written.</param>
    /// <returns>The bytes copied.</returns>
    public static int Copy(ref Utf8JsonReader reader, Span<byte> into)
    {
        try
        {
            return reader.CopyString(into);
        }
        catch (InvalidOperationException)
        {
            reader.ValueSpan.CopyTo(into);
            into[reader.ValueSpan.Length] = NoText;
            return reader.ValueSpan.Length + 1;
        }
    }
}
