using System.IO.Hashing;
using System.Text;
using LlmWorkload.Figures;
using Orleans.Storage;

namespace LlmWorkload.Analyses;

/// <summary>
/// The figures that an analysis has drawn, in storage records of their own, so that the same question later costs a read. Large tables are not
/// stored but kept in memory while they are being read page by page.
/// </summary>
internal sealed class FigureStore(IGrainStorage storage)
{
    /// <summary>The most bytes of a table that travel in one message.</summary>
    public const int PageBytes = 8 << 20;

    private const int StoredTableBytes = 4 << 20;

    private readonly Dictionary<(string Path, AnalysisOptions Options, long Version), byte[]> _large = [];

    /// <summary>The figure as it was drawn before; null where it was not.</summary>
    public async Task<DrawnFigure?> FindAsync(GrainId owner, FigureKey key)
    {
        var state = await ReadAsync(owner, key.Path, key.Format);
        return state.State is { Figure: { } figure } && state.State.Key == key ? figure : null;
    }

    /// <summary>Keeps a figure that was drawn.</summary>
    public async Task<DrawnFigure> KeepAsync(GrainId owner, FigureKey key, byte[] image, byte[] table)
    {
        var isLarge = table.Length > StoredTableBytes;
        if (isLarge) _large[(key.Path, key.Options, key.Version)] = table;
        var figure = new DrawnFigure(image, isLarge ? null : table, table.Length, XxHash128.HashToUInt128(table));
        var state = await ReadAsync(owner, key.Path, key.Format);
        state.State = new FigureState { Key = key, Figure = figure };
        try
        {
            await storage.WriteStateAsync(RecordName(key.Path, key.Format), owner, state);
        }
        catch (InconsistentStateException)
        {
            // Somebody drew the same figure at the same time, and theirs is kept.
        }

        return figure;
    }

    /// <summary>A page of a large table; null where the table must be made again. Its last page forgets it.</summary>
    public byte[]? Page(string path, AnalysisOptions options, long version, long offset)
    {
        if (!_large.TryGetValue((path, options, version), out var table)) return null;
        var page = table.AsSpan((int)offset, (int)Math.Min(PageBytes, table.Length - offset)).ToArray();
        if (offset + page.Length == table.Length) _large.Remove((path, options, version));
        return page;
    }

    /// <summary>Keeps a large table in memory until its last page is read, and gives a page of it.</summary>
    public byte[] Remember(string path, AnalysisOptions options, long version, byte[] table, long offset)
    {
        _large[(path, options, version)] = table;
        return Page(path, options, version, offset)!;
    }

    /// <summary>Removes the figures of these paths.</summary>
    public async Task ClearAsync(GrainId owner, IEnumerable<string> paths)
    {
        _large.Clear();
        foreach (var path in paths)
        {
            foreach (var format in Enum.GetValues<FigureFormat>())
            {
                var state = await ReadAsync(owner, path, format);
                if (state.RecordExists) await storage.ClearStateAsync(RecordName(path, format), owner, state);
            }
        }
    }

    private static string RecordName(string path, FigureFormat format) =>
        $"a-figure-{XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(path)):x16}-{format}";

    private async Task<GrainState<FigureState>> ReadAsync(GrainId owner, string path, FigureFormat format)
    {
        var state = new GrainState<FigureState>(new FigureState());
        await storage.ReadStateAsync(RecordName(path, format), owner, state);
        return state;
    }
}
