using LlmWorkload.Datasets;

namespace LlmWorkload.Reading;

/// <summary>How the instants of one log are written, and what of them is to be doubted. Not safe for use by two threads at once.</summary>
internal sealed class InstantReading
{
    /// <summary>Added to instants that are numbers, in ticks: where a trace that counts from 0 began, after 1970; 0 for none.</summary>
    public long Origin { get; init; }

    /// <summary>The zone of instants that name none; null for UTC.</summary>
    public TimeZoneInfo? Zone { get; init; }

    /// <summary>
    /// Whether an instant was met that needs no origin: a text, or a number from 10⁸ s on. Noted where there is an <see cref="Origin"/>.
    /// </summary>
    public bool HasAbsolute { get; private set; }

    /// <summary>Instants that are numbers, and no dates.</summary>
    public long Numbers { get; private set; }

    /// <summary>Numbers of 8 or 14 digits that were read as a date.</summary>
    public long DatesOfDigits { get; private set; }

    /// <summary>Instants of the zone's repeated hour, of which the earlier of both was taken.</summary>
    public long Repeated { get; private set; }

    /// <summary>Instants of the hour that the zone leaves out, read as if the clock had not been put forward yet.</summary>
    public long Skipped { get; private set; }

    /// <summary>Counts a number that was read as a date.</summary>
    public void NoteDateOfDigits() => DatesOfDigits++;

    /// <summary>Counts a number that is no date.</summary>
    public void NoteNumber() => Numbers++;

    /// <summary>Notes an instant that is a text; missing ones do not count.</summary>
    public void NoteText() => HasAbsolute |= Origin != 0;

    /// <summary>A number's instant with the origin.</summary>
    /// <param name="ticks">The instant without it.</param>
    public Int128 FromOrigin(long ticks)
    {
        HasAbsolute |= Origin != 0 && ticks >= DatasetCatalog.RelativeEnd;
        return (Int128)ticks + Origin;
    }

    /// <summary>Forgets what was counted.</summary>
    public void Clear() => (Numbers, DatesOfDigits, Repeated, Skipped) = (0, 0, 0, 0);

    /// <summary>The UTC ticks of a time of day in the zone.</summary>
    public long ToUtc(long local)
    {
        if (Zone is not { } zone) return local;
        var time = new DateTime(local, DateTimeKind.Unspecified);

        if (zone.IsInvalidTime(time))
        {
            Skipped++;
            return local - zone.GetUtcOffset(time.AddHours(-1)).Ticks;
        }

        if (!zone.IsAmbiguousTime(time)) return local - zone.GetUtcOffset(time).Ticks;
        Repeated++;
        return local - zone.GetAmbiguousTimeOffsets(time).Max().Ticks;
    }
}
