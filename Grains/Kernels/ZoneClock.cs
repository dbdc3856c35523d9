using System.Runtime.InteropServices;

namespace LlmWorkload.Kernels;

/// <summary>
/// The clock of a time zone over some time, as the instants at which its difference from UTC changes. It is made in one place and sent with
/// a question, so that what silos know of time zones cannot show in their answers. UTC itself is null.
/// </summary>
/// <param name="Zone">The zone's name.</param>
/// <param name="Since">UTC ticks from which each difference holds, ascending; the first is before every instant.</param>
/// <param name="Ahead">How many ticks the zone's clock is ahead of UTC since then; negative where it is behind.</param>
[GenerateSerializer, Immutable, Alias("llmwl.zone")]
internal sealed record ZoneClock([property: Id(0)] string Zone, [property: Id(1)] long[] Since, [property: Id(2)] long[] Ahead)
{
    private const string Utc = "UTC";

    /// <summary>The clock of a zone.</summary>
    /// <param name="zone">Its name, such as <c>Europe/Berlin</c>.</param>
    /// <param name="first">The first instant that it is asked about, in UTC ticks.</param>
    /// <param name="last">The last one.</param>
    /// <returns>Null for UTC.</returns>
    /// <exception cref="WorkloadException">This machine does not know the zone.</exception>
    public static ZoneClock? Of(string zone, long first, long last)
    {
        if (zone == Utc) return null;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
            throw new WorkloadException($"The silo does not know the time zone '{zone}'; expected a name such as Europe/Berlin.")
            {
                IsInput = true
            };
        var (since, ahead) = (new List<long> { long.MinValue }, new List<long> { AheadAt(found, first) });
        for (var from = first; from < last;)
        {
            // No zone changes its clock and changes it back within a day.
            var to = last - from > TimeSpan.TicksPerDay ? from + TimeSpan.TicksPerDay : last;
            if (AheadAt(found, to) != ahead[^1])
            {
                since.Add(ChangeBetween(found, from, to));
                ahead.Add(AheadAt(found, to));
            }

            from = to;
        }

        return new ZoneClock(zone, [.. since], [.. ahead]);
    }

    /// <summary>The name of a clock's zone.</summary>
    public static string NameOf(ZoneClock? clock) => clock?.Zone ?? Utc;

    /// <summary>What a zone's clock shows at instants, as ticks since 0001-01-01.</summary>
    /// <param name="clock">The clock; null for UTC.</param>
    /// <param name="instants">UTC ticks in any order.</param>
    /// <param name="scratch">Memory for the result.</param>
    public static ReadOnlySpan<long> Local(ZoneClock? clock, ReadOnlySpan<long> instants, Scratch scratch)
    {
        if (clock is null) return instants;
        var local = scratch.Rent<long>(instants.Length);
        var (ahead, from, end) = (0L, long.MaxValue, long.MinValue);
        for (var i = 0; i < local.Length; i++)
        {
            if (instants[i] < from || instants[i] >= end) (ahead, from, end) = clock.At(instants[i]);
            local[i] = Math.Clamp(instants[i] + ahead, 0, DateTime.MaxValue.Ticks);
        }

        return local;
    }

    /// <inheritdoc/>
    public bool Equals(ZoneClock? other) => other is not null && Zone == other.Zone && Since.AsSpan().SequenceEqual(other.Since)
        && Ahead.AsSpan().SequenceEqual(other.Ahead);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Zone);
        hash.AddBytes(MemoryMarshal.AsBytes<long>(Since));
        hash.AddBytes(MemoryMarshal.AsBytes<long>(Ahead));
        return hash.ToHashCode();
    }

    private (long Ahead, long From, long End) At(long instant)
    {
        var at = Array.BinarySearch(Since, instant);
        if (at < 0) at = ~at - 1;
        return (Ahead[at], Since[at], at + 1 < Since.Length ? Since[at + 1] : long.MaxValue);
    }

    private static long AheadAt(TimeZoneInfo zone, long instant) => zone.GetUtcOffset(new DateTime(instant, DateTimeKind.Utc)).Ticks;

    // By halving: the first instant at which the clock is as it is at the end.
    private static long ChangeBetween(TimeZoneInfo zone, long from, long to)
    {
        var before = AheadAt(zone, from);
        while (to - from > 1)
        {
            var middle = from + ((to - from) / 2);
            if (AheadAt(zone, middle) == before) from = middle;
            else to = middle;
        }

        return to;
    }
}
