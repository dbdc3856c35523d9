using System.Collections.Concurrent;
using LlmWorkload.Segments;

namespace LlmWorkload.Users;

/// <summary>The ids of a partition's users by hash. Two ids with the same hash are refused, so that results stay exact.</summary>
internal sealed class UserTexts
{
    // One grain adds, whatever is read meanwhile.
    private readonly ConcurrentDictionary<ulong, string> _texts = new(concurrencyLevel: 1, capacity: 31);

    /// <summary>Hash → id. Pairs that are added later come to it; it may be read meanwhile.</summary>
    public IReadOnlyDictionary<ulong, string> IdByHash => _texts;

    /// <summary>The pairs that a segment introduces.</summary>
    /// <exception cref="SegmentFormatException">The segment is damaged.</exception>
    public static IReadOnlyList<KeyValuePair<ulong, string>> Of(SegmentReader segment)
    {
        var (hashes, texts) = segment.ReadTextTable(ColumnId.UserTexts);
        return [.. hashes.Zip(texts, KeyValuePair.Create)];
    }

    /// <summary>Throws where a pair has the hash of a known pair, or of a pair before it, and another id.</summary>
    /// <exception cref="WorkloadException">Two user ids share a hash.</exception>
    public void Check(IReadOnlyList<KeyValuePair<ulong, string>> pairs)
    {
        var introduced = new Dictionary<ulong, string>(pairs.Count);
        foreach (var (hash, text) in pairs)
        {
            if (!_texts.TryGetValue(hash, out var known) && !introduced.TryGetValue(hash, out known)) introduced.Add(hash, known = text);
            if (known != text)
            {
                throw new WorkloadException(
                    $"The user ids '{known}' and '{text}' have the same 64-bit hash.")
                { Remedy = Remedy.OtherHashSeed };
            }
        }
    }

    /// <summary>Adds pairs that were checked.</summary>
    public void Add(IReadOnlyList<KeyValuePair<ulong, string>> pairs)
    {
        foreach (var (hash, text) in pairs) _texts[hash] = text;
    }
}
