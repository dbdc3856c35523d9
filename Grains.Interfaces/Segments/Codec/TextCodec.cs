namespace LlmWorkload.Segments;

/// <summary>A dictionary of texts and one index a row.</summary>
internal static class TextCodec
{
    public static void Write(IReadOnlyList<string> dictionary, ReadOnlySpan<int> indices, ByteWriter writer)
    {
        TextBlock.Write(dictionary, writer);
        IndexPacking.Write(indices, dictionary.Count, writer);
    }

    public static string[] Read(ref ByteReader reader, Span<int> indices)
    {
        var dictionary = TextBlock.Read(ref reader);
        IndexPacking.Read(ref reader, dictionary.Length, indices);
        reader.ExpectEnd();
        return dictionary;
    }
}
