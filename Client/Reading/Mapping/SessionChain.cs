using System.Text;

namespace LlmWorkload.Reading;

/// <summary>
/// Sessions that are told by the parent of each request: the session is the first request of the chain. A parent that is not in the log
/// before its child begins none. Not safe for use by two threads at once.
/// </summary>
/// <param name="id">The slot of a request's id.</param>
/// <param name="parent">The slot of its parent's id.</param>
internal sealed class SessionChain(int id, int parent)
{
    private readonly Dictionary<string, byte[]> _roots = [];

    /// <summary>The id of the first request of the chain; empty for a request without an id.</summary>
    public ReadOnlySpan<byte> RootOf<TRecord>(TRecord record)
        where TRecord : IRecord
    {
        var own = record[id];
        if (MissingMarker.Is(own)) return [];
        var name = Encoding.UTF8.GetString(own);
        if (_roots.TryGetValue(name, out var known)) return known;
        var root = record[parent] is { IsEmpty: false } before && _roots.TryGetValue(Encoding.UTF8.GetString(before), out var of)
            ? of
            : own.ToArray();
        _roots.Add(name, root);
        return root;
    }
}
