using LlmWorkload.Reading.JsonValues;

namespace LlmWorkload.Reading.Parquet;

/// <summary>The slots of a file's leaf columns, by their place, and of members of JSON in them.</summary>
/// <param name="leaves">The leaf columns.</param>
internal sealed class ParquetSlots(IReadOnlyList<ParquetLeaf> leaves) : ColumnSlots(leaves.Count)
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Names => [.. leaves.Select(leaf => leaf.Path)];

    /// <inheritdoc/>
    protected override int ColumnOf(string name, bool holdsJson)
    {
        foreach (var leaf in leaves)
        {
            if (leaf.CanBeRead && (leaf.IsText || !holdsJson) && (Is(leaf.Path, name) || Is(leaf.FullPath, name))) return leaf.Index;
        }

        return -1;
    }

    private static bool Is(string name, string path) => string.Equals(name, path, StringComparison.OrdinalIgnoreCase);
}
