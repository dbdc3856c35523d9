namespace LlmWorkload.Reading;

/// <summary>How the instants of one log are written, and what of them is to be doubted. Not safe for use by two threads at once.</summary>
internal sealed class InstantReading
{
    /// <summary>Added to instants that are numbers, in ticks: where a trace that counts from 0 began, after 1970; 0 for none.</summary>
    public long Origin { get; init; }

    /// <summary>The zone of instants that name none; null for UTC.</summary>
    public TimeZoneInfo? Zone { get; init; }

    /// <summary>Numbers of 8 or 14 digits that were read as a date.</summary>
    public long DatesOfDigits { get; private set; }

    /// <summary>Instants of the zone's repeated hour, of which the earlier of both was taken.</summary>
    public long Repeated { get; private set; }

    /// <summary>Counts a number that was read as a date.</summary>
    public void NoteDateOfDigits() => DatesOfDigits++;

    /// <summary>Forgets what was counted.</summary>
    public void Clear() => (DatesOfDigits, Repeated) = (0, 0);

    /// <summary>The UTC ticks of a time of day in the zone.</summary>
    public long ToUtc(long local)
    {
        if (Zone is not { } zone) return local;
        var time = new DateTime(local, DateTimeKind.Unspecified);

        // An hour that the zone leaves out is read as if the clock had not been put forward yet.
        if (zone.IsInvalidTime(time)) return local - zone.GetUtcOffset(time.AddHours(-1)).Ticks;
        if (!zone.IsAmbiguousTime(time)) return local - zone.GetUtcOffset(time).Ticks;
        Repeated++;
        return local - zone.GetAmbiguousTimeOffsets(time).Max().Ticks;
    }
}
