using System.Globalization;
using System.Text.Json;
using LlmWorkload.Reading.JsonValues;

namespace LlmWorkload.Reading.Json;

/// <summary>
/// A record that holds many requests as one list a field, of which the elements of one place are one request; a member that is no list
/// holds for all of them. Not safe for use by two threads at once.
/// </summary>
/// <param name="paths">What is read.</param>
internal sealed class JsonLists(JsonPaths paths)
{
    private readonly List<Place>?[] _lists = new List<Place>?[paths.Count];
    private readonly Place[] _values = new Place[paths.Count];
    private readonly byte[]?[] _least = new byte[]?[paths.Count];
    private byte[] _text = [];
    private int _at;

    /// <summary>The value that the request has; empty where it is missing.</summary>
    public ReadOnlySpan<byte> this[int slot] => PlaceOf(slot, _at) is { Length: > 0 } place ? _text.AsSpan(place.Start, place.Length) : [];

    /// <summary>Whether the value is written as a string.</summary>
    public bool IsText(int slot) => PlaceOf(slot, _at).IsText;

    /// <summary>Whether a list that has values ends before the request.</summary>
    public bool IsBehindOne => _lists.Any(list => list is { Count: > 0 } && _at >= list.Count);

    /// <summary>The least number of a list, as text; empty where it has none.</summary>
    public ReadOnlySpan<byte> Least(int slot)
    {
        if (_least[slot] is { } known) return known;
        var least = default(decimal?);
        byte[] text = [];
        foreach (var place in _lists[slot] ?? [])
        {
            var value = _text.AsSpan(place.Start, place.Length);
            if (!decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || number >= least) continue;
            (least, text) = (number, value.ToArray());
        }

        return _least[slot] = text;
    }

    /// <summary>Reads a record and hands its requests over, one after the other.</summary>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    public void Read(byte[] buffer, int start, int length, JsonRecord.ISink sink)
    {
        _text = buffer;
        Array.Clear(_lists);
        Array.Clear(_values);
        Array.Clear(_least);
        var reader = new Utf8JsonReader(buffer.AsSpan(start, length), JsonRecord.Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException("a record must be a JSON object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var slot = paths.Root.MemberOf(reader.ValueSpan)?.Slot ?? -1;
            reader.Read();
            if (slot < 0)
            {
                reader.Skip();
            }
            else if (reader.TokenType == JsonTokenType.StartArray)
            {
                var list = _lists[slot] = [];
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) list.Add(Take(ref reader, start));
            }
            else
            {
                _values[slot] = Take(ref reader, start);
            }
        }

        var requests = _lists.Max(list => list?.Count ?? 0);
        for (_at = 0; _at < requests && sink.Take(); _at++)
        {
        }
    }

    private static Place Take(ref Utf8JsonReader reader, int offset)
    {
        var isText = reader.TokenType == JsonTokenType.String;
        if (reader.TokenType == JsonTokenType.Null) return default;
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        var length = (int)reader.BytesConsumed - start;
        return isText ? new Place(offset + start + 1, length - 2, true) : new Place(offset + start, length, false);
    }

    private Place PlaceOf(int slot, int at) =>
        _lists[slot] is not { } list ? _values[slot] : at < list.Count ? list[at] : default;

    private readonly record struct Place(int Start, int Length, bool IsText);
}
