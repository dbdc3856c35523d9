using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace LlmWorkload.Reading.JsonValues;

/// <summary>What is read of the values at one place of a record. Not safe for use by two threads at once.</summary>
internal sealed class JsonNode
{
    private readonly List<(byte[] Name, JsonNode Node)> _members = [];
    private readonly List<(byte[] Key, JsonNode Node)> _keys = [];
    private readonly List<(byte[] Word, int Slot)> _words = [];
    private int _expected;

    /// <summary>The slot that the value goes to; −1 for none.</summary>
    public int Slot { get; set; } = -1;

    /// <summary>The elements of a list; null where they are not read.</summary>
    public JsonNode? Element { get; private set; }

    /// <summary>Whether the elements of the list are requests.</summary>
    public bool HasRequests { get; set; }

    /// <summary>Whether requests are somewhere below.</summary>
    public bool LeadsToRequests { get; set; }

    /// <summary>The slots of values below that are not of one request.</summary>
    public List<int> OuterSlots { get; } = [];

    /// <summary>Whether any member is read.</summary>
    public bool HasMembers => _members.Count > 0 || _words.Count > 0;

    /// <summary>Whether members whose names have a word are summed.</summary>
    public bool HasWords => _words.Count > 0;

    /// <summary>Whether it is a list of keys and values, as OpenTelemetry writes attributes.</summary>
    public bool HasKeys => _keys.Count > 0;

    /// <summary>The members that are read, or that are known not to be.</summary>
    public int Known => _members.Count;

    /// <summary>The place of a member, which is made where there is none.</summary>
    public JsonNode Member(string name) => Find(_members, name);

    /// <summary>The place of the value of a key.</summary>
    public JsonNode Key(string key) => Find(_keys, key);

    /// <summary>The place of elements.</summary>
    public JsonNode Elements() => Element ??= new JsonNode();

    /// <summary>Gives its elements a place, which other lists may share.</summary>
    public void HasElements(JsonNode element) => Element = element;

    /// <summary>Sums members whose names have a word.</summary>
    public void AddWord(string word, int slot) => _words.Add((Encoding.UTF8.GetBytes(word), slot));

    /// <summary>The place of a member; null where it is not known. Fast where members come in the order of the record before.</summary>
    public JsonNode? MemberOf(ReadOnlySpan<byte> name)
    {
        var members = CollectionsMarshal.AsSpan(_members);
        for (var i = 0; i < members.Length; i++)
        {
            var at = _expected + i < members.Length ? _expected + i : _expected + i - members.Length;
            if (!name.SequenceEqual(members[at].Name)) continue;
            _expected = at + 1 < members.Length ? at + 1 : 0;
            return members[at].Node;
        }

        return null;
    }

    /// <summary>The place of the member whose name a reader is at; null where it is not known.</summary>
    public JsonNode? MemberOf(ref Utf8JsonReader reader) =>
        !reader.ValueIsEscaped ? MemberOf(reader.ValueSpan)
        : JsonStrings.NameOf(ref reader) is { } name ? MemberOf(Encoding.UTF8.GetBytes(name))
        : null;

    /// <summary>The place of the value of a key; null where it is not read.</summary>
    public JsonNode? KeyOf(ReadOnlySpan<byte> key) => Find(_keys, key);

    /// <summary>The slot of the sum that a member belongs to; −1 for none.</summary>
    public int WordOf(ReadOnlySpan<byte> name)
    {
        foreach (var (word, slot) in _words)
        {
            if (name.IndexOf(word) >= 0) return slot;
        }

        return -1;
    }

    /// <summary>Makes a member one that is known, with its slot.</summary>
    public JsonNode Add(ReadOnlySpan<byte> name, int slot)
    {
        var node = new JsonNode { Slot = slot };
        _members.Add((name.ToArray(), node));
        return node;
    }

    private static JsonNode Find(List<(byte[] Name, JsonNode Node)> nodes, string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        if (Find(nodes, bytes) is { } known) return known;
        nodes.Add((bytes, new JsonNode()));
        return nodes[^1].Node;
    }

    // Few are read of any object, and their lengths tell most of them apart.
    private static JsonNode? Find(List<(byte[] Name, JsonNode Node)> nodes, ReadOnlySpan<byte> name)
    {
        foreach (var (each, node) in nodes)
        {
            if (each.Length == name.Length && name.SequenceEqual(each)) return node;
        }

        return null;
    }
}
