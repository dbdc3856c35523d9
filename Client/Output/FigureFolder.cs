using System.IO.Hashing;
using System.Text;
using LlmWorkload.Analyses;
using LlmWorkload.Figures;

namespace LlmWorkload.Output;

/// <summary>
/// Writes analyses into an output folder: <c>summary.json</c> per analysis, and each figure with its CSV. A CSV that is there already with
/// the same content is not read again. Analyses may be written at the same time; together they ask for a bounded number of figures at once.
/// </summary>
/// <param name="root">The folder.</param>
/// <param name="grains">The cluster.</param>
/// <param name="dataset">The dataset.</param>
/// <param name="form">The form of pictures. For a paper, the caption of each goes into a text file beside it.</param>
/// <param name="draws">Whether there are figures at all.</param>
/// <param name="journal">Gets the names of files before they are written; null for none.</param>
internal sealed class FigureFolder(
    string root, IGrainFactory grains, string dataset, FigureForm form, bool draws, RunJournal? journal = null)
{
    private static readonly int DrawingsAtOnce = 2 * Environment.ProcessorCount;

    private readonly List<string> _written = [];
    private readonly Dictionary<string, string> _captions = [];
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _drawings = new(DrawingsAtOnce);

    /// <summary>The files written, relative to the root, sorted.</summary>
    public IReadOnlyList<string> Written
    {
        get
        {
            lock (_lock) return [.. _written.Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>What the figures show, by the file of the picture.</summary>
    public IReadOnlyDictionary<string, string> Captions
    {
        get
        {
            lock (_lock) return new Dictionary<string, string>(_captions);
        }
    }

    /// <summary>Writes an analysis.</summary>
    /// <param name="analysis">Its name.</param>
    /// <param name="options">What is asked of it.</param>
    /// <param name="cancellationToken">Stops between figures.</param>
    /// <param name="progress">Told of its figures; null where nobody asks.</param>
    public async Task<AnalysisResult> WriteAsync(
        string analysis, AnalysisOptions options, CancellationToken cancellationToken, FigureProgress? progress = null)
    {
        var grain = grains.GetGrain<IAnalysisGrain>(GrainKeys.Analysis(dataset, analysis));
        var result = await grain.RunWholeAsync(options);
        var drawer = new FigureDrawer(
            path => grain.DrawInAsync(options, path, form), (path, offset) => grain.ReadTableAsync(options, path, offset));
        await WriteAsync($"{result.Folder}/summary.json", result.Summary, result.Figures, drawer, cancellationToken, progress);
        return result;
    }

    /// <summary>Writes a summary, and figures where there are to be any.</summary>
    /// <param name="summary">The file of the summary.</param>
    /// <param name="bytes">What stands in it.</param>
    /// <param name="paths">The figures.</param>
    /// <param name="drawer">Draws them.</param>
    /// <param name="cancellationToken">Stops between figures.</param>
    /// <param name="progress">Told of them; null where nobody asks.</param>
    public async Task WriteAsync(
        string summary, byte[] bytes, IReadOnlyList<string> paths, FigureDrawer drawer, CancellationToken cancellationToken,
        FigureProgress? progress = null)
    {
        var figures = draws ? paths : [];
        journal?.Add(
            [summary, .. figures.SelectMany(path => (string[])[Picture(path), Table(path), Caption(path), GalleryThumbnails.Of(path)])]);
        await WriteAsync(summary, bytes);
        progress?.Plan(figures.Count);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = DrawingsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(figures, parallel, async (path, stop) =>
        {
            await _drawings.WaitAsync(stop);
            try
            {
                await DrawAsync(drawer, path);
                progress?.Draw();
            }
            finally
            {
                _drawings.Release();
            }
        });
    }

    /// <summary>Writes a file of the root.</summary>
    public async Task WriteAsync(string file, byte[] bytes)
    {
        await AtomicFile.WriteAsync(Path.Combine(root, file), bytes);
        lock (_lock) _written.Add(file);
    }

    /// <summary>Writes a file of the root that need not fit into memory.</summary>
    public async Task WriteAsync(string file, Func<Stream, Task> write)
    {
        journal?.Add([file]);
        await AtomicFile.WriteAsync(Path.Combine(root, file), write);
        lock (_lock) _written.Add(file);
    }

    private string Picture(string path) => $"{path}.{form.Format.ToString().ToLowerInvariant()}";

    private static string Caption(string path) => $"{path}.txt";

    private static string Table(string path) => $"{path}.csv";

    private async Task DrawAsync(FigureDrawer drawer, string path)
    {
        var figure = await drawer.DrawAsync(path);
        await WriteAsync(Picture(path), figure.Image);
        if (figure.Thumbnail is { } thumbnail) await WriteAsync(GalleryThumbnails.Of(path), thumbnail);
        if (figure.Caption is { } caption)
        {
            lock (_lock) _captions[Picture(path)] = caption;
            if (form.Style == FigureStyle.Paper) await WriteAsync(Caption(path), Encoding.UTF8.GetBytes(caption + "\n"));
        }

        var table = Table(path);
        if (figure.Table is { } bytes)
        {
            await WriteAsync(table, bytes);
            return;
        }

        if (!await HasAsync(Path.Combine(root, table), figure))
            await AtomicFile.WriteAsync(Path.Combine(root, table), stream => CopyTableAsync(drawer, path, figure, stream));
        lock (_lock) _written.Add(table);
    }

    private static async Task CopyTableAsync(FigureDrawer drawer, string path, DrawnFigure figure, Stream stream)
    {
        while (stream.Position < figure.TableBytes) await stream.WriteAsync(await drawer.ReadTableAsync(path, stream.Position));
    }

    private static async Task<bool> HasAsync(string file, DrawnFigure figure)
    {
        if (!File.Exists(file) || new FileInfo(file).Length != figure.TableBytes) return false;
        var hash = new XxHash128();
        await using var stream = File.OpenRead(file);
        await hash.AppendAsync(stream);
        return Hash128.Of(hash) == figure.TableHash;
    }
}
