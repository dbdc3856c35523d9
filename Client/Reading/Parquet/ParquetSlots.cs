using ParquetSharp;

namespace LlmWorkload.Reading.Parquet;

/// <summary>The slots of a file's leaf columns, by their place.</summary>
internal sealed class ParquetSlots : ISlots
{
    /// <summary>Reads the schema.</summary>
    public ParquetSlots(SchemaDescriptor schema)
    {
        Leaves = [.. Enumerable.Range(0, schema.NumColumns).Select(index => new ParquetLeaf(index, schema.Column(index)))];
        Names = [.. Leaves.Select(leaf => leaf.Top).Distinct()];
    }

    /// <summary>The leaf columns.</summary>
    public IReadOnlyList<ParquetLeaf> Leaves { get; }

    /// <summary>The names of the columns at the top.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <inheritdoc/>
    public int Of(string path)
    {
        foreach (var leaf in Leaves)
        {
            if (leaf.CanBeRead && (Is(leaf.Path, path) || Is(leaf.FullPath, path))) return leaf.Index;
        }

        return -1;
    }

    private static bool Is(string name, string path) => string.Equals(name, path, StringComparison.OrdinalIgnoreCase);
}
