using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace LlmWorkload.Web;

/// <summary>Where a page of a list begins. It is opaque to who asks.</summary>
/// <param name="Version">The version of the dataset that the list is of.</param>
/// <param name="Offset">How many entries come before.</param>
internal readonly record struct Cursor(long Version, int Offset)
{
    /// <summary>The cursor of a text; null where it is none.</summary>
    public static Cursor? Parse(string text)
    {
        if (!Base64Url.IsValid(text)) return null;
        return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('.') is [var version, var offset]
            && long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && int.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            ? new Cursor(number, from)
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Version}.{Offset}")));
}
