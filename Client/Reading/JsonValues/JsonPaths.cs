namespace LlmWorkload.Reading.JsonValues;

/// <summary>
/// The paths that are read of JSON records, with their slots (<see cref="FieldSource"/>). Where a record holds many requests, a path is
/// one of a request, and one that begins with <c>/</c> is of the record; <c>@list</c> is the name of the list that the request is in.
/// </summary>
internal sealed class JsonPaths : ISlots
{
    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);
    private readonly List<bool> _isSum = [];
    private readonly List<JsonNode> _requests = [];

    /// <summary>Starts without any path.</summary>
    /// <param name="requests">The paths of lists of requests, parted by <c>,</c>; null where the record is the request.</param>
    public JsonPaths(string? requests = null)
    {
        foreach (var path in requests?.Split(',') ?? [])
        {
            var node = Root;
            node.LeadsToRequests = true;
            foreach (var step in Steps(path))
            {
                node = step == "[]" ? node.Elements() : node.Member(step);
                node.LeadsToRequests = true;
            }

            node.HasRequests = true;
            _requests.Add(node);
        }

        Request = _requests is [var first, ..] ? first.Elements() : Root;
        foreach (var list in _requests.Append(OtherList)) list.HasElements(Request);
    }

    /// <summary>The place of a record.</summary>
    public JsonNode Root { get; } = new();

    /// <summary>The place of a request, in whichever list it lies.</summary>
    public JsonNode Request { get; }

    /// <summary>The place of a list of requests that has no path; see <see cref="IsRequest"/>.</summary>
    public JsonNode OtherList { get; } = new() { HasRequests = true, LeadsToRequests = true };

    /// <summary>
    /// Whether an object with members of these names is a request: a list of a record whose first object is one is a list of requests,
    /// whatever its name, and a record without lists may be one. Null where requests stand in the lists of the paths alone.
    /// </summary>
    public Func<IReadOnlyList<string>, bool>? IsRequest { get; set; }

    /// <summary>Whether a record holds many requests.</summary>
    public bool HasRequests => _requests.Count > 0;

    /// <summary>How many slots there are.</summary>
    public int Count => _isSum.Count;

    /// <summary>The slot of the name of the list that a request is in; −1 where nobody asks.</summary>
    public int ListSlot { get; private set; } = -1;

    /// <summary>
    /// Gives a slot to a member of a request that no path means: takes its name, and whether its value is a number, and answers the slot,
    /// −1 where it is not read. Null where such members are not read.
    /// </summary>
    public Func<string, bool, int>? Unknown { get; set; }

    /// <summary>Whether values of a slot are added up.</summary>
    public bool IsSum(int slot) => _isSum[slot];

    /// <summary>The path of a slot, as people write it.</summary>
    public string NameOf(int slot) => _slots.FirstOrDefault(each => each.Value == slot).Key?.TrimStart('/') ?? $"slot {slot}";

    /// <summary>Whether anything is read of a member of a request.</summary>
    public bool IsRead(string member) => Request.MemberOf(System.Text.Encoding.UTF8.GetBytes(member)) is { } node
        && (node.Slot >= 0 || node.HasMembers || node.HasKeys || node.Element is not null);

    /// <inheritdoc/>
    public IReadOnlyList<string> Names => [];

    /// <inheritdoc/>
    public int Of(string path)
    {
        if (_slots.TryGetValue(path, out var known)) return known;
        var slot = New(path.Contains('*'));
        _slots.Add(path, slot);
        if (path == "@list") ListSlot = slot;
        else if (path.StartsWith('/')) AddOuter(path[1..], slot);
        else Add(Request, path, slot);
        return slot;
    }

    /// <summary>Makes a slot.</summary>
    public int New(bool isSum = false)
    {
        _isSum.Add(isSum);
        return _isSum.Count - 1;
    }

    private static void Add(JsonNode node, string path, int slot)
    {
        foreach (var step in Steps(path))
        {
            if (step.StartsWith('*'))
            {
                node.AddWord(step.Trim('*'), slot);
                return;
            }

            node = step == "[]" ? node.Elements() : step.StartsWith('{') ? node.Key(step[1..^1]) : node.Member(step);
        }

        node.Slot = slot;
    }

    private void AddOuter(string path, int slot)
    {
        var node = Root;
        var holder = Root;
        foreach (var step in Steps(path))
        {
            node = step == "[]" ? node.Elements() : node.Member(step);
            if (node.LeadsToRequests) holder = node;
        }

        node.Slot = slot;
        holder.OuterSlots.Add(slot);
    }

    /// <summary>The member of a record that a path begins with.</summary>
    public static string FirstOf(string path) => Steps(path.TrimStart('/')).First();

    // a.b[].c{d.e} is a, b, [], c, {d.e}.
    private static IEnumerable<string> Steps(string path)
    {
        for (var at = 0; at < path.Length;)
        {
            if (path[at] == '.') at++;
            var end = path[at] == '{' ? path.IndexOf('}', at) + 1
                : path[at] == '[' ? at + 2
                : path.AsSpan(at).IndexOfAny('.', '[', '{') is >= 0 and var length ? at + length
                : path.Length;
            yield return path[at..end];
            at = end;
        }
    }
}
