using System.Globalization;

namespace LlmWorkload.Reading;

/// <summary>How a field is computed from several values of a record.</summary>
internal abstract class FieldRule
{
    /// <summary>The slots that it reads.</summary>
    public abstract IEnumerable<int> Slots { get; }

    /// <summary>
    /// Computes the field: ticks for a time, a whole number else; <see cref="Missing.Value"/> where it is missing, less than 0 for what is
    /// negative. False where a value cannot be read.
    /// </summary>
    public abstract bool TryCompute(IRecord record, FieldKind kind, out long value);

    /// <summary>The first value of some slots that is not missing; empty where all are.</summary>
    protected static ReadOnlySpan<byte> First(IRecord record, SlotChoice choice)
    {
        foreach (var slot in choice.Slots)
        {
            if (record[slot] is var value && !MissingMarker.Is(value)) return value;
        }

        return [];
    }
}

/// <summary>The time between two instants.</summary>
/// <param name="later">The later one.</param>
/// <param name="earlier">The earlier one.</param>
/// <param name="notAt">With this one the later must not be equal.</param>
internal sealed class SinceRule(SlotChoice later, SlotChoice earlier, SlotChoice notAt) : FieldRule
{
    private TimestampParser _parser;

    /// <inheritdoc/>
    public override IEnumerable<int> Slots => later.Any && earlier.Any ? [.. later.Slots, .. earlier.Slots, .. notAt.Slots] : [];

    /// <inheritdoc/>
    public override bool TryCompute(IRecord record, FieldKind kind, out long value)
    {
        value = Missing.Value;
        if (!_parser.TryParse(First(record, later), later.Unit, out var to)
            || !_parser.TryParse(First(record, earlier), earlier.Unit, out var from)
            || !_parser.TryParse(First(record, notAt), notAt.Unit, out var not))
            return false;
        if (to != Missing.Value && from != Missing.Value && to != not) value = to - from;
        return true;
    }
}

/// <summary>The sum of numbers and lists of numbers.</summary>
/// <param name="slots">Their slots.</param>
internal sealed class SumRule(int[] slots) : FieldRule
{
    /// <inheritdoc/>
    public override IEnumerable<int> Slots => slots;

    /// <inheritdoc/>
    public override bool TryCompute(IRecord record, FieldKind kind, out long value)
    {
        value = Missing.Value;
        var sum = 0m;
        var isThere = false;
        foreach (var slot in slots)
        {
            var text = record[slot];
            if (MissingMarker.Is(text)) continue;
            isThere = true;
            var isList = text[0] == '[';
            foreach (var range in isList ? text[1..^1].Split((byte)',') : text.Split((byte)0))
            {
                var element = (isList ? text[1..^1] : text)[range].Trim((byte)' ').Trim("\t\r\n"u8).Trim((byte)' ');
                if (element.IsEmpty) continue;
                if (!decimal.TryParse(element, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return false;
                sum += number;
            }
        }

        if (!isThere) return true;
        var scaled = kind == FieldKind.Whole ? sum : decimal.Round(sum * TimeSpan.TicksPerSecond, MidpointRounding.ToEven);
        if (scaled > long.MaxValue || decimal.Truncate(scaled) != scaled) return false;
        value = (long)decimal.Max(scaled, -1);
        return true;
    }
}

/// <summary>The time since the least instant of a record of many requests, as an instant from 1970 on.</summary>
/// <param name="slot">The slot of the instant, in seconds.</param>
internal sealed class SinceLeastRule(int slot) : FieldRule
{
    /// <inheritdoc/>
    public override IEnumerable<int> Slots => [slot];

    /// <inheritdoc/>
    public override bool TryCompute(IRecord record, FieldKind kind, out long value)
    {
        value = Missing.Value;
        var text = record[slot];
        if (MissingMarker.Is(text)) return true;
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var at)
            || !decimal.TryParse(record.Least(slot), NumberStyles.Float, CultureInfo.InvariantCulture, out var least))
            return false;
        var ticks = decimal.Truncate((at - least) * TimeSpan.TicksPerSecond);
        if (ticks is < 0 or > long.MaxValue / 2) return false;
        value = DateTime.UnixEpoch.Ticks + (long)ticks;
        return true;
    }
}
