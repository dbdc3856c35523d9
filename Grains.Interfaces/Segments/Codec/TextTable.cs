namespace LlmWorkload.Segments;

/// <summary>
/// Pairs of hash and text, not per row: the texts; a byte that names the hash column whose dictionary holds the hashes (0 for none); then
/// the hashes, or their indices in that dictionary.
/// </summary>
internal static class TextTable
{
    /// <summary>Says that the hashes follow and not their indices.</summary>
    public const ColumnId OwnHashes = 0;

    public static void Write(
        ReadOnlySpan<ulong> hashes,
        IReadOnlyList<string> texts,
        IEnumerable<(ColumnId Id, ulong[] Hashes)> dictionaries,
        ByteWriter writer)
    {
        TextBlock.Write(texts, writer);
        var indices = new int[hashes.Length];
        foreach (var (id, dictionary) in dictionaries)
        {
            if (!TryIndex(hashes, dictionary, indices))
                continue;
            writer.Byte((byte)id);
            IndexPacking.Write(indices, dictionary.Length, writer);
            return;
        }

        writer.Byte((byte)OwnHashes);
        HashCodec.WriteHashes(hashes, writer);
    }

    public static (ulong[] Hashes, string[] Texts) Read(ref ByteReader reader, Func<ColumnId, ulong[]> dictionaryOf)
    {
        var texts = TextBlock.Read(ref reader);
        var column = (ColumnId)reader.Byte();
        var hashes = column == OwnHashes
            ? HashCodec.ReadHashes(ref reader)
            : ReadIndexed(ref reader, texts.Length, dictionaryOf(column));
        reader.ExpectEnd();
        return hashes.Length == texts.Length ? (hashes, texts) : throw Damage.Of("a table does not have one text a hash");
    }

    private static bool TryIndex(ReadOnlySpan<ulong> hashes, ulong[] dictionary, Span<int> indices)
    {
        var entries = new Dictionary<ulong, int>(dictionary.Length);
        for (var i = 0; i < dictionary.Length; i++)
            entries[dictionary[i]] = i;
        for (var i = 0; i < hashes.Length; i++)
        {
            if (!entries.TryGetValue(hashes[i], out indices[i]))
                return false;
        }

        return true;
    }

    private static ulong[] ReadIndexed(ref ByteReader reader, int count, ulong[] dictionary)
    {
        var indices = new int[count];
        IndexPacking.Read(ref reader, dictionary.Length, indices);
        return Array.ConvertAll(indices, index => index >= 0 ? dictionary[index] : throw Damage.Of("a text has no hash"));
    }
}
