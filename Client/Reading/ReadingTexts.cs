using System.Text;

namespace LlmWorkload.Reading;

/// <summary>What says how logs are read, as texts of commands and of HTTP.</summary>
internal static class ReadingTexts
{
    private const int MostBlockTokens = 1 << 20;

    /// <summary>What <see cref="Separator"/> takes, in words.</summary>
    public const string ExpectedSeparator = "one character, or tab";

    /// <summary>The most lines that one record may be said to have.</summary>
    public const int MostRecordLines = 1_000_000;

    /// <summary>What <see cref="BlockSize"/> takes, in words.</summary>
    public static string ExpectedBlockSize { get; } = $"a whole number from 1 to {MostBlockTokens}";

    /// <summary>What <see cref="Origin"/> takes, in words.</summary>
    public static string ExpectedOrigin => $"a date, or {RequestFields.Started.Invalid.Expected}";

    /// <summary>What <see cref="Unit"/> takes, in words.</summary>
    public static string ExpectedUnit { get; } = string.Join(", ", TimeUnits.Names);

    /// <summary>When a trace began, in ticks from the epoch; null for a text that is no instant.</summary>
    public static long? Origin(string text) =>
        InstantText.Parse(text) is { IsOffset: false } instant ? instant.Ticks - DateTime.UnixEpoch.Ticks : null;

    /// <summary>The unit of a name; null for any other text.</summary>
    public static TimeUnit? Unit(string text) => TimeUnits.Of(text);

    /// <summary>The byte between two fields; null for a text that names none.</summary>
    public static byte? Separator(string text) => text switch
    {
        "tab" or "\\t" => (byte)'\t',
        [var only] when char.IsAscii(only) && only is not ('"' or '\n' or '\r') => (byte)only,
        _ => null,
    };

    /// <summary>The tokens of a block; null for a text that is no such number.</summary>
    public static int? BlockSize(string text) => int.TryParse(text, out var size) && size is >= 1 and <= MostBlockTokens ? size : null;

    /// <summary>What names the zone of a text; null where the machine does not know it.</summary>
    public static TimeZoneInfo? Zone(string text) => TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone) ? zone : null;

    /// <summary>The complaint of a zone that the machine does not know, and the nearest one; null for none.</summary>
    /// <param name="name">What it was given as.</param>
    /// <param name="text">The text.</param>
    public static (string Words, string? Nearest) UnknownZone(string name, string text)
    {
        var nearest = NearestName.OrPartOf(text, [.. TimeZoneInfo.GetSystemTimeZones().Select(known => known.Id)]);
        return ($"{name} is '{text}', which this machine does not know{NearestName.Words(nearest)}; expected a name such as Europe/Berlin.",
            nearest);
    }
}
