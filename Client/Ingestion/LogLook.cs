using LlmWorkload.Datasets;
using LlmWorkload.Reading;

namespace LlmWorkload.Ingestion;

/// <summary>What the first bytes of a log tell.</summary>
/// <param name="Head">The first bytes of its text, at most 64 KiB.</param>
/// <param name="Columns">The names that no field is read from, and the fields that it does not have.</param>
/// <param name="ModelColumn">The column that names the models; null where it has none.</param>
internal sealed record LogLook(byte[] Head, FileColumns Columns, string? ModelColumn)
{
    /// <summary>Looks at a log; a pipe can be opened once more.</summary>
    /// <param name="source">Where it comes from.</param>
    /// <param name="options">How to read it.</param>
    /// <exception cref="WorkloadException">It cannot be read.</exception>
    public static LogLook At(LogSource source, ReadingOptions options)
    {
        var stream = source.Open();
        var head = stream.FirstBlock.ToArray();
        source.Return(stream);
        using var reader = RequestFormats.Of(source).Open(source, options, new RequestTables(0));
        var look = new LogLook(head, reader.Columns, reader.ModelColumn);
        reader.GiveBack(source);
        return look;
    }
}
