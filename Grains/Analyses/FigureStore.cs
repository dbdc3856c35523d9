using System.IO.Hashing;
using System.Text;
using LlmWorkload.Figures;
using Orleans.Storage;

namespace LlmWorkload.Analyses;

/// <summary>
/// The figures that an analysis has drawn, in storage records of their own, so that the same question costs a read later. Tables of more
/// than one page are not stored. The latest of them are kept in memory while they are read page by page. Later questions make them again.
/// </summary>
internal sealed class FigureStore(IGrainStorage storage)
{
    /// <summary>The most bytes of a table that travel in one message.</summary>
    public const int PageBytes = 1 << 20;

    // More than a client asks for at once, so that no table is gone before the client reads it.
    private static readonly int MostLarge = Math.Max(32, 4 * Environment.ProcessorCount);

    private readonly OrderedDictionary<(string Path, AnalysisOptions Options, long Version), IReadOnlyList<byte[]>> _large = [];

    /// <summary>The record of a figure, with what was last kept in it.</summary>
    public async Task<GrainState<FigureState>> ReadAsync(GrainId owner, string path, FigureFormat format)
    {
        var record = new GrainState<FigureState>(new FigureState());
        await storage.ReadStateAsync(RecordName(path, format), owner, record);
        return record;
    }

    /// <summary>Keeps a figure that was drawn.</summary>
    /// <param name="owner">The grain whose figure it is.</param>
    /// <param name="record">Its record, as it was read before the figure was drawn.</param>
    /// <param name="key">What it was drawn for.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="caption">What the figure shows.</param>
    /// <param name="table">Pages of its CSV.</param>
    public async Task<DrawnFigure> KeepAsync(
        GrainId owner, GrainState<FigureState> record, FigureKey key, FigurePicture picture, string caption,
        IReadOnlyList<byte[]> table)
    {
        if (table.Count > 1) KeepTable(key.Path, key.Options, key.Version, table);
        var figure = new DrawnFigure(
            picture.Image, table is [var whole] ? whole : null, table.Sum(page => (long)page.Length), Hash(table))
        { Caption = caption, Thumbnail = picture.Thumbnail };
        record.State = new FigureState { Key = key, Figure = figure };
        try
        {
            await storage.WriteStateAsync(RecordName(key.Path, key.Format), owner, record);
        }
        catch (InconsistentStateException)
        {
            // Another call drew the same figure at the same time, and its result is kept.
        }

        return figure;
    }

    /// <summary>
    /// A page of a large table, from an offset on; null where the table must be made again. The table is forgotten with its last page.
    /// </summary>
    public byte[]? Page(string path, AnalysisOptions options, long version, long offset)
    {
        if (!_large.TryGetValue((path, options, version), out var table)) return null;
        var (number, start) = Math.DivRem(offset, PageBytes);
        var page = table[(int)number];
        _large.Remove((path, options, version));
        if (number < table.Count - 1) KeepTable(path, options, version, table);
        return start == 0 ? page : page[(int)start..];
    }

    /// <summary>Keeps a large table in memory until its last page is read, or until too many others were kept or read after it.</summary>
    public void KeepTable(string path, AnalysisOptions options, long version, IReadOnlyList<byte[]> table)
    {
        _large[(path, options, version)] = table;
        if (_large.Count > MostLarge) _large.RemoveAt(0);
    }

    /// <summary>Removes the figures of these paths.</summary>
    public async Task ClearAsync(GrainId owner, IEnumerable<string> paths)
    {
        _large.Clear();
        foreach (var path in paths)
        {
            foreach (var format in Enum.GetValues<FigureFormat>())
            {
                var record = await ReadAsync(owner, path, format);
                if (record.RecordExists) await storage.ClearStateAsync(RecordName(path, format), owner, record);
            }
        }
    }

    private static Hash128 Hash(IReadOnlyList<byte[]> table)
    {
        var hash = new XxHash128();
        foreach (var page in table) hash.Append(page);
        return Hash128.Of(hash);
    }

    private static string RecordName(string path, FigureFormat format) =>
        $"a-figure-{XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(path)):x16}-{format}";
}
