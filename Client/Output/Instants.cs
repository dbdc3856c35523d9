using System.Globalization;

namespace LlmWorkload.Output;

/// <summary>Instants as people and programs read them.</summary>
internal static class Instants
{
    /// <summary>ISO 8601 with Z, as in every summary; null where missing.</summary>
    public static string? Text(long ticks) =>
        ticks == Missing.Value ? null : new DateTime(ticks, DateTimeKind.Utc).ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);
}
