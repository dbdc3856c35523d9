using System.Text;
using LlmWorkload.Reading;

namespace LlmWorkload.Export;

/// <summary>Texts as fields of CSV.</summary>
internal static class CsvText
{
    /// <summary>
    /// The field of a text: in quotes where it has a separator, a quote, a line break or blanks at its ends, and where it would be read as
    /// missing.
    /// </summary>
    public static byte[] Cell(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var isPlain = text.AsSpan().IndexOfAny(",;\t|\"\r\n#") < 0 && !MissingMarker.Is(bytes) && text.Trim() == text;
        return isPlain ? bytes : Encoding.UTF8.GetBytes($"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
    }
}
