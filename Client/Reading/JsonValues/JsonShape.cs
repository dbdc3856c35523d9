using System.Buffers;
using System.Text.Json;

namespace LlmWorkload.Reading.JsonValues;

/// <summary>
/// A way that flat records are written: members in one order, with the same bytes between their values. Programs write each record of a log
/// alike; so one that has these bytes needs no parser to find its values. It takes no record that a parser would refuse.
/// </summary>
internal sealed class JsonShape
{
    private static readonly SearchValues<byte> Special =
        SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, ' ').Select(each => (byte)each)]);

    private readonly byte[] _bytes;
    private readonly Step[] _steps;
    private readonly int _tail;

    private JsonShape(byte[] bytes, Step[] steps, int tail) => (_bytes, _steps, _tail) = (bytes, steps, tail);

    /// <summary>What a value is.</summary>
    public enum Kind : byte
    {
        /// <summary>It is <c>null</c>.</summary>
        Null,

        /// <summary>It is a string.</summary>
        Text,

        /// <summary>It is a number, <c>true</c> or <c>false</c>.</summary>
        Plain,
    }

    /// <summary>How many values a record has.</summary>
    public int Count => _steps.Length;

    /// <summary>The slot of a value; −1 where it is not read.</summary>
    public int SlotOf(int value) => _steps[value].Slot;

    /// <summary>
    /// The way that a record is written; null where it is not flat, or has a value whose end is not the next quote or the end of a number.
    /// </summary>
    /// <param name="record">A JSON object.</param>
    /// <param name="memberOf">What is read of a member. Null: no shape of records with this member.</param>
    /// <exception cref="JsonException">The record is no JSON.</exception>
    public static JsonShape? Of(ReadOnlySpan<byte> record, MemberReading memberOf)
    {
        var reader = new Utf8JsonReader(record, JsonRecord.Options);
        var (steps, bytes, end) = (new List<Step>(), new ArrayBufferWriter<byte>(), 0);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (memberOf(ref reader) is not { } member) return null;
            reader.Read();
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray || reader.ValueIsEscaped) return null;
            var start = (int)reader.TokenStartIndex;
            steps.Add(new Step(bytes.WrittenCount, start - end, member.Slot, member.IsNullOnly));
            bytes.Write(record[end..start]);
            end = (int)reader.BytesConsumed;
        }

        bytes.Write(record[end..]);
        return new JsonShape(bytes.WrittenSpan.ToArray(), [.. steps], bytes.WrittenCount - (record.Length - end));
    }

    /// <summary>Finds the values of a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="values">Gets <see cref="Count"/> values, whatever is answered.</param>
    /// <returns>Whether the record is of this shape. If not, a parser must read it.</returns>
    public bool TryRead(ReadOnlySpan<byte> record, Span<Value> values)
    {
        var at = 0;
        ReadOnlySpan<byte> bytes = _bytes;
        for (var i = 0; i < _steps.Length; i++)
        {
            ref readonly var step = ref _steps[i];
            var rest = record[at..];
            if (rest.Length <= step.Length || !rest.StartsWith(bytes.Slice(step.Start, step.Length))) return false;
            at += step.Length;
            rest = rest[step.Length..];
            int length;
            switch (rest[0])
            {
                case (byte)'"':
                    length = rest[1..].IndexOfAny(Special);
                    if (length < 0 || rest[length + 1] != '"') return false;
                    values[i] = new Value(Kind.Text, at + 1, length);
                    at += length + 2;
                    break;
                case (byte)'n' when rest.StartsWith("null"u8):
                    values[i] = default;
                    at += "null"u8.Length;
                    continue;
                default:
                    length = rest.StartsWith("true"u8) ? 4 : rest.StartsWith("false"u8) ? 5 : LengthOfNumber(rest);
                    if (length == 0) return false;
                    values[i] = new Value(Kind.Plain, at, length);
                    at += length;
                    break;
            }

            if (step.IsNullOnly) return false;
        }

        return record[at..].SequenceEqual(bytes[_tail..]);
    }

    /// <summary>The length of the JSON number that a text begins with; 0 for none. What follows it is not looked at.</summary>
    private static int LengthOfNumber(ReadOnlySpan<byte> text)
    {
        var at = text[0] == '-' ? 1 : 0;
        var whole = Digits(text, at);
        if (whole == 0 || (whole > 1 && text[at] == '0')) return 0;
        at += whole;
        if (at < text.Length && text[at] == '.')
        {
            var fraction = Digits(text, at + 1);
            if (fraction == 0) return 0;
            at += 1 + fraction;
        }

        if (at >= text.Length || (text[at] | 0x20) != 'e') return at;
        at++;
        if (at < text.Length && text[at] is (byte)'+' or (byte)'-') at++;
        var exponent = Digits(text, at);
        return exponent == 0 ? 0 : at + exponent;
    }

    private static int Digits(ReadOnlySpan<byte> text, int from)
    {
        var at = from;
        while (at < text.Length && (uint)(text[at] - '0') <= 9) at++;
        return at - from;
    }

    /// <summary>Says what is read of the member whose name a reader is at.</summary>
    internal delegate Member? MemberReading(ref Utf8JsonReader reader);

    /// <summary>What is read of a member.</summary>
    /// <param name="Slot">The slot of its value; −1 for none.</param>
    /// <param name="IsNullOnly">Whether it is not known yet what to do with a value: a record that has one is of no shape.</param>
    internal readonly record struct Member(int Slot, bool IsNullOnly);

    /// <summary>Where a value stands in a record, a string without its quotes.</summary>
    internal readonly record struct Value(Kind Kind, int Start, int Length);

    private readonly record struct Step(int Start, int Length, int Slot, bool IsNullOnly);
}
