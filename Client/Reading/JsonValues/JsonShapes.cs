using System.Text.Json;

namespace LlmWorkload.Reading.JsonValues;

/// <summary>
/// The ways that the last records were written, the latest first. Logs whose records are all different are given up. Not safe for use by
/// two threads at once.
/// </summary>
internal sealed class JsonShapes
{
    private const int MostShapes = 4;
    private const int MostMisses = 256;

    private readonly JsonPaths _paths;
    private readonly JsonShape.MemberReading _memberOf;
    private readonly List<JsonShape> _shapes = [];
    private JsonShape.Value[] _values = [];
    private int _credit = MostMisses;

    /// <summary>Starts without any shape.</summary>
    /// <param name="paths">What is read of flat records.</param>
    public JsonShapes(JsonPaths paths) => (_paths, _memberOf) = (paths, MemberOf);

    /// <summary>The values of the record that was found last, by the order of its shape.</summary>
    public ReadOnlySpan<JsonShape.Value> Values => _values;

    /// <summary>Finds the values of a record; null where it is of no known shape.</summary>
    public JsonShape? Find(ReadOnlySpan<byte> record)
    {
        for (var i = 0; i < _shapes.Count; i++)
        {
            var shape = _shapes[i];
            if (!shape.TryRead(record, _values)) continue;
            _credit = Math.Min(_credit + 1, MostMisses);
            if (i > 0)
            {
                _shapes.RemoveAt(i);
                _shapes.Insert(0, shape);
            }

            return shape;
        }

        return null;
    }

    /// <summary>Takes note of how a record is written that was of no known shape.</summary>
    /// <param name="record">A JSON object.</param>
    public void Learn(ReadOnlySpan<byte> record)
    {
        if (_credit == 0) return;
        _credit--;
        if (JsonShape.Of(record, _memberOf) is not { } shape) return;
        if (_shapes.Count == MostShapes) _shapes.RemoveAt(MostShapes - 1);
        _shapes.Insert(0, shape);
        if (_values.Length < shape.Count) _values = new JsonShape.Value[shape.Count];
    }

    // Null where the value may hold more than itself.
    private JsonShape.Member? MemberOf(ref Utf8JsonReader reader) => _paths.Root.MemberOf(ref reader) switch
    {
        null => new JsonShape.Member(-1, IsNullOnly: _paths.Unknown is not null),
        { HasMembers: true, Slot: < 0 } => null,
        { Slot: var slot } => new JsonShape.Member(slot, IsNullOnly: false),
    };
}
