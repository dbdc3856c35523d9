using System.Globalization;

namespace LlmWorkload.Output;

/// <summary>Instants as people and programs read them.</summary>
internal static class Instants
{
    /// <summary>ISO 8601 with Z, to the microsecond; null where missing.</summary>
    public static string? Text(long ticks) =>
        ticks == Missing.Value ? null : new DateTime(ticks, DateTimeKind.Utc).ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
}
