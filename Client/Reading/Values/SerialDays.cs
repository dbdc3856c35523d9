using System.Globalization;

namespace LlmWorkload.Reading;

/// <summary>
/// The numbers by which spreadsheets write instants: days since 1899-12-30, the time of day behind the point. 45292.5 is noon of
/// 2024-01-01; read as Unix seconds it is in the afternoon of 1970-01-01.
/// </summary>
internal static class SerialDays
{
    // The years 2000 to 2099, in days.
    private const long First = 36_526;
    private const long Last = 73_051;

    private static readonly DateTime DayZero = new(1899, 12, 30);

    /// <summary>Whether instants that were read as Unix seconds are all of them numbers that are days of this century.</summary>
    /// <param name="ticks">The instants, in UTC ticks.</param>
    public static bool AreAll(ReadOnlySpan<long> ticks) => !ticks.ContainsAnyExceptInRange(
        DateTime.UnixEpoch.Ticks + (First * TimeSpan.TicksPerSecond), DateTime.UnixEpoch.Ticks + (Last * TimeSpan.TicksPerSecond) - 1);

    /// <summary>The number as it was written.</summary>
    public static string Text(long ticks) => Number(ticks).ToString("0.#######", CultureInfo.InvariantCulture);

    /// <summary>The date that it means.</summary>
    public static string Date(long ticks) =>
        DayZero.AddDays((double)Number(ticks)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static decimal Number(long ticks) => (decimal)(ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;
}
