using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LlmWorkload.Reading.JsonValues;

/// <summary>
/// The values of a JSON record, by slots. Strings that nobody reads are passed over. Not safe for use by two threads at once.
/// </summary>
/// <param name="paths">What is read.</param>
internal sealed partial class JsonRecord(JsonPaths paths)
{
    private const int MostKnownMembers = 1_000;

    /// <summary>How JSON of logs is read.</summary>
    public static readonly JsonReaderOptions Options = new() { MaxDepth = 256 };

    private Place[] _places = [];
    private byte[] _text = [];
    private int _textStart;
    private readonly JsonShapes? _shapes = paths.HasRequests || paths.Root.HasWords ? null : new JsonShapes(paths);
    private byte[] _scratch = new byte[1024];
    private int _scratchUsed;
    private ISink? _sink;
    private bool _isInRequest;

    /// <summary>Whoever takes the requests of a record.</summary>
    internal interface ISink
    {
        /// <summary>Takes the request whose values the record has now.</summary>
        /// <returns>False where no more are wanted.</returns>
        bool Take();

        /// <summary>Takes notice of what is no request where one should be; it is passed over where nobody asks.</summary>
        /// <param name="why">What it is not.</param>
        /// <returns>False where no more are wanted.</returns>
        bool Refuse(RejectReason why) => true;
    }

    /// <summary>The length of the longest value of the request.</summary>
    public int Longest { get; private set; }

    /// <summary>A value as text; empty where it is missing.</summary>
    public ReadOnlySpan<byte> this[int slot] => slot < _places.Length && _places[slot] is { Length: > 0 } place
        ? (place.IsInScratch ? _scratch : _text).AsSpan(place.Start, place.Length)
        : [];

    /// <summary>Whether a value is written as a string.</summary>
    public bool IsText(int slot) => slot < _places.Length && _places[slot].IsText;

    /// <summary>Reads a record and hands its requests over, one after the other.</summary>
    /// <param name="buffer">What has it.</param>
    /// <param name="start">Where it starts.</param>
    /// <param name="length">Its bytes.</param>
    /// <param name="sink">Takes the requests.</param>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    public void Read(byte[] buffer, int start, int length, ISink sink)
    {
        (_text, _textStart, _sink) = (buffer, start, sink);
        if (_places.Length < paths.Count) _places = new Place[paths.Count * 2];
        Clear();
        var text = buffer.AsSpan(start, length);
        if (_shapes?.Find(text) is { } shape)
        {
            Take(shape);
            sink.Take();
            return;
        }

        var reader = new Utf8JsonReader(text, Options);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException("a record must be a JSON object");
        if (paths.HasRequests)
        {
            ReadHolder(ref reader, paths.Root);
            return;
        }

        ReadObject(ref reader, paths.Root);
        if (reader.Read()) throw new JsonException("text follows the object");
        _shapes?.Learn(text);
        sink.Take();
    }

    /// <summary>Reads JSON that stands in a value of another record.</summary>
    /// <returns>False where it is no JSON object.</returns>
    public bool TryRead(ReadOnlySpan<byte> json)
    {
        if (_places.Length < paths.Count) _places = new Place[paths.Count * 2];
        Clear();
        try
        {
            ReadText(json, paths.Root);
            return true;
        }
        catch (JsonException)
        {
            Clear();
            return false;
        }
    }

    private void Clear()
    {
        Array.Clear(_places);
        (_scratchUsed, Longest, _isInRequest) = (0, 0, false);
    }

    /// <summary>
    /// Reads an object that has requests somewhere below: first what is not of one request, wherever it stands, then those. A record
    /// without any list of requests is refused, unless it is a request itself, and so is a part of one that has other lists instead.
    /// </summary>
    private bool ReadHolder(ref Utf8JsonReader reader, JsonNode node)
    {
        if (node.OuterSlots.Count > 0)
        {
            foreach (var slot in node.OuterSlots) _places[slot] = default;
            var ahead = reader;
            while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
            {
                var member = node.MemberOf(ref ahead);
                ahead.Read();
                if (member is null || member.LeadsToRequests) ahead.Skip();
                else ReadValue(ref ahead, member);
            }
        }

        var start = reader;
        var (hasRequests, hasOthers) = (false, node == paths.Root);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = node.MemberOf(ref reader) ?? (node == paths.Root && IsOtherList(reader) ? paths.OtherList : null);
            var isLast = member is { HasRequests: true };
            if (isLast && paths.ListSlot >= 0) SetBytes(paths.ListSlot, reader.ValueSpan, isText: true);
            reader.Read();
            if (member is { LeadsToRequests: true })
            {
                hasRequests = true;
                if (!ReadHolderValue(ref reader, member)) return false;
                continue;
            }

            hasOthers |= reader.TokenType == JsonTokenType.StartArray;
            reader.Skip();
        }

        if (hasRequests || !hasOthers) return true;
        return node == paths.Root && IsRequest(start) ? ReadRequest(ref start, paths.Request) : _sink!.Refuse(RejectReason.NoRequests);
    }

    // The reader is a copy, before the value.
    private bool IsOtherList(Utf8JsonReader reader)
    {
        if (paths.IsRequest is null || !reader.Read() || reader.TokenType != JsonTokenType.StartArray) return false;
        while (reader.Read() && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.EndArray)) reader.Skip();
        return reader.TokenType == JsonTokenType.StartObject && IsRequest(reader);
    }

    // The reader is a copy, in the object.
    private bool IsRequest(Utf8JsonReader reader)
    {
        if (paths.IsRequest is null) return false;
        var names = new List<string>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (JsonStrings.NameOf(ref reader) is { } name) names.Add(name);
            reader.Read();
            reader.Skip();
        }

        return paths.IsRequest(names);
    }

    private bool ReadHolderValue(ref Utf8JsonReader reader, JsonNode node)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject when !node.HasRequests:
                return ReadHolder(ref reader, node);
            case JsonTokenType.StartArray when node.Element is { } element:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    if (!ReadElement(ref reader, node, element)) return false;
                }

                return true;
            case JsonTokenType.Null:
                return true;
            default:
                reader.Skip();
                return _sink!.Refuse(RejectReason.NoRequests);
        }
    }

    private bool ReadElement(ref Utf8JsonReader reader, JsonNode list, JsonNode element)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
            return list.HasRequests ? ReadRequest(ref reader, element) : ReadHolder(ref reader, element);
        reader.Skip();
        return _sink!.Refuse(RejectReason.Json);
    }

    private bool ReadRequest(ref Utf8JsonReader reader, JsonNode node)
    {
        var kept = _scratchUsed;
        foreach (ref var place in _places.AsSpan())
        {
            if (place.IsOfRequest) place = default;
        }

        _isInRequest = true;
        ReadObject(ref reader, node);
        _isInRequest = false;
        var goesOn = _sink!.Take();
        (_scratchUsed, Longest) = (kept, 0);
        return goesOn;
    }

    private void ReadObject(ref Utf8JsonReader reader, JsonNode node)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = node.MemberOf(ref reader);
            if (node.WordOf(reader.ValueSpan) is >= 0 and var sum)
            {
                reader.Read();
                if (member is { Slot: >= 0 } && reader.TokenType == JsonTokenType.Number) ReadSlot(ref reader, member.Slot);
                ReadSlot(ref reader, sum);
                continue;
            }

            if (member is null && paths.Unknown is not null && node == paths.Request) member = Unknown(ref reader, node);
            else reader.Read();
            if (member is null) reader.Skip();
            else ReadValue(ref reader, member);
        }
    }

    // Leaves the reader at the value.
    private JsonNode? Unknown(ref Utf8JsonReader reader, JsonNode node)
    {
        if (node.Known >= MostKnownMembers)
        {
            reader.Read();
            return null;
        }

        var name = JsonStrings.NameOf(ref reader);
        var bytes = name is not null && reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(name) : reader.ValueSpan;
        reader.Read();
        if (name is null) return null;

        // A member that is null says nothing of what it is.
        if (reader.TokenType == JsonTokenType.Null) return null;
        var isNumber = reader.TokenType == JsonTokenType.Number
            || (reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped && WholeNumber.TryParse(reader.ValueSpan, out _));
        var member = node.Add(bytes, paths.Unknown!(name, isNumber));
        if (_places.Length < paths.Count) Array.Resize(ref _places, paths.Count * 2);
        return member;
    }

    private void ReadValue(ref Utf8JsonReader reader, JsonNode node)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject when node.HasMembers:
                ReadObject(ref reader, node);
                break;
            case JsonTokenType.StartArray when node.HasKeys:
                ReadKeys(ref reader, node);
                break;
            case JsonTokenType.StartArray when node.Element is { } element:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) ReadValue(ref reader, element);
                break;
            case JsonTokenType.String when node.HasMembers && node.Slot < 0:
                ReadInner(ref reader, node);
                break;
            default:
                ReadSlot(ref reader, node.Slot);
                break;
        }
    }

    private void ReadSlot(ref Utf8JsonReader reader, int slot)
    {
        if (slot < 0)
        {
            reader.Skip();
            return;
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                break;
            case JsonTokenType.String when reader.ValueIsEscaped:
                SetEscaped(ref reader, slot);
                break;
            case JsonTokenType.String:
                Set(slot, reader.ValueSpan, (int)reader.TokenStartIndex + 1, isText: true);
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                Set(slot, default, start, isText: false, (int)reader.BytesConsumed - start);
                break;
            default:
                Set(slot, reader.ValueSpan, (int)reader.TokenStartIndex, isText: false);
                break;
        }
    }

    private readonly record struct Place(int Start, int Length, bool IsText, bool IsInScratch, bool IsOfRequest);
}
