using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LlmWorkload.Reading.JsonValues;

/// <content>How values get into their slots.</content>
internal sealed partial class JsonRecord
{
    private bool _isInner;

    /// <summary>Reads a list of keys and values: <c>[{"key": …, "value": {"stringValue": …}}]</c>.</summary>
    private void ReadKeys(ref Utf8JsonReader reader, JsonNode node)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            var start = reader;
            reader.Read();
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("key"u8))
            {
                // The key comes first in most logs; then one pass is enough.
                reader.Read();
                var first = reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped ? node.KeyOf(reader.ValueSpan) : null;
                reader.Skip();
                ReadValueOfKey(ref reader, first);
                continue;
            }

            var ahead = start;
            var wanted = KeyOf(ref ahead, node);
            reader = start;
            ReadValueOfKey(ref reader, wanted);
        }
    }

    // Leaves the reader behind the object.
    private void ReadValueOfKey(ref Utf8JsonReader reader, JsonNode? wanted)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isValue = wanted is not null && reader.ValueTextEquals("value"u8);
            reader.Read();
            if (isValue) ReadKeyValue(ref reader, wanted!);
            else reader.Skip();
        }
    }

    // Leaves the reader behind the object.
    private static JsonNode? KeyOf(ref Utf8JsonReader reader, JsonNode node)
    {
        JsonNode? found = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isKey = reader.ValueTextEquals("key"u8);
            reader.Read();
            if (isKey && reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped) found = node.KeyOf(reader.ValueSpan);
            reader.Skip();
        }

        return found;
    }

    private void ReadKeyValue(ref Utf8JsonReader reader, JsonNode node)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            ReadSlot(ref reader, node.Slot);
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            reader.Read();
            ReadSlot(ref reader, node.Slot);
        }
    }

    /// <summary>Reads JSON that stands in a string.</summary>
    private void ReadInner(ref Utf8JsonReader reader, JsonNode node)
    {
        var length = reader.ValueSpan.Length;
        if (length == 0) return;
        var start = Reserve(length + 1);
        var copied = JsonStrings.Copy(ref reader, _scratch.AsSpan(start));
        _scratchUsed = start + copied;
        try
        {
            ReadText(_scratch.AsSpan(start, copied), node);
        }
        catch (JsonException)
        {
            // A text that is no JSON has no members.
        }
    }

    // What is read of it is copied: the text is not the record's own.
    private void ReadText(ReadOnlySpan<byte> json, JsonNode node)
    {
        var copy = json.ToArray();
        var inner = new Utf8JsonReader(copy, Options);
        if (!inner.Read() || inner.TokenType != JsonTokenType.StartObject) throw new JsonException("no object");
        var before = _isInner;
        _isInner = true;
        try
        {
            ReadObject(ref inner, node);
        }
        finally
        {
            _isInner = before;
        }
    }

    /// <summary>Takes the values of a record of a known shape.</summary>
    private void Take(JsonShape shape)
    {
        var values = _shapes!.Values;
        for (var i = 0; i < shape.Count; i++)
        {
            if (shape.SlotOf(i) is not (>= 0 and var slot) || values[i].Kind == JsonShape.Kind.Null) continue;
            Put(slot, new Place(_textStart + values[i].Start, values[i].Length, values[i].Kind == JsonShape.Kind.Text, false, false));
        }
    }

    private void SetEscaped(ref Utf8JsonReader reader, int slot)
    {
        var start = Reserve(reader.ValueSpan.Length + 1);
        var copied = JsonStrings.Copy(ref reader, _scratch.AsSpan(start));
        _scratchUsed = start + copied;
        Put(slot, new Place(start, copied, true, true, _isInRequest));
    }

    private void SetBytes(int slot, ReadOnlySpan<byte> value, bool isText)
    {
        var start = Reserve(value.Length);
        value.CopyTo(_scratch.AsSpan(start));
        _scratchUsed = start + value.Length;
        Put(slot, new Place(start, value.Length, isText, true, _isInRequest));
    }

    private void Set(int slot, ReadOnlySpan<byte> value, int start, bool isText, int length = -1)
    {
        if (_isInner)
        {
            if (length < 0) SetBytes(slot, value, isText);
            return;
        }

        Put(slot, new Place(_textStart + start, length < 0 ? value.Length : length, isText, false, _isInRequest));
    }

    private void Put(int slot, Place place)
    {
        if (paths.IsSum(slot) && _places[slot].Length > 0) place = Sum(slot, place);
        _places[slot] = place;
        Longest = Math.Max(Longest, place.Length);
    }

    private Place Sum(int slot, Place place)
    {
        var value = (place.IsInScratch ? _scratch : _text).AsSpan(place.Start, place.Length);
        if (!decimal.TryParse(this[slot], NumberStyles.Float, CultureInfo.InvariantCulture, out var before)
            || !decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var more))
            return _places[slot];
        var sum = Encoding.UTF8.GetBytes((before + more).ToString(CultureInfo.InvariantCulture));
        var start = Reserve(sum.Length);
        sum.CopyTo(_scratch.AsSpan(start));
        _scratchUsed = start + sum.Length;
        return new Place(start, sum.Length, false, true, _isInRequest);
    }

    private int Reserve(int bytes)
    {
        if (_scratchUsed + bytes > _scratch.Length) Array.Resize(ref _scratch, Math.Max(_scratch.Length * 2, _scratchUsed + bytes));
        return _scratchUsed;
    }
}
