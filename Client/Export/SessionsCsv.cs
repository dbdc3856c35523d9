using LlmWorkload.Analyses;
using LlmWorkload.Datasets;
using LlmWorkload.Segments;

namespace LlmWorkload.Export;

/// <summary>
/// Writes of each request that lies in a session <c>row,session,turn</c>. The rows are counted as <c>export requests-csv</c> writes them,
/// by start, ties in input order, from 1; sessions are numbered by first request from 1, and turns from 0.
/// </summary>
internal sealed class SessionsCsv
{
    /// <summary>The file, in the folder of the sessions.</summary>
    public const string FileName = "sessions.csv";

    private readonly ISessionTurnsGrain _grain;
    private readonly DatasetCatalog _catalog;
    private readonly AnalysisOptions _options;
    private readonly IReadOnlyList<RowWindow> _pages;

    private SessionsCsv(ISessionTurnsGrain grain, DatasetCatalog catalog, AnalysisOptions options, IReadOnlyList<RowWindow> pages) =>
        (_grain, _catalog, _options, _pages) = (grain, catalog, options, pages);

    /// <summary>Plans the reading of sessions.</summary>
    /// <param name="grains">The cluster.</param>
    /// <param name="catalog">The dataset, narrowed to what is asked for.</param>
    /// <param name="options">What makes requests a session.</param>
    /// <returns>Null where no row has a session or a user.</returns>
    /// <exception cref="WorkloadException">Rows are lost.</exception>
    public static async Task<SessionsCsv?> OpenAsync(IGrainFactory grains, DatasetCatalog catalog, AnalysisOptions options)
    {
        var grain = grains.GetGrain<ISessionTurnsGrain>(0);
        return await grain.PlanAsync(catalog) is { } pages ? new SessionsCsv(grain, catalog, options, pages) : null;
    }

    /// <summary>Writes them. However many rows there are, those of a page are in memory, and a number for each session.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="progress">Told the share of the pages that are done.</param>
    /// <param name="cancellationToken">Ends the writing between pages.</param>
    public async Task WriteAsync(Stream output, Action<double>? progress, CancellationToken cancellationToken)
    {
        var text = new Utf8Rows(output);
        text.Text("row,session,turn\n"u8);
        var numbers = new List<int>?[_catalog.Models.Count];
        var (row, sessions) = (0L, 0);
        for (var page = 0; page < _pages.Count; page++)
        {
            var block = await _grain.ReadAsync(_catalog, _options, _pages[page]).WaitAsync(cancellationToken);
            var (models, own, turns) =
                (PackedIntegers.Decode(block.Models), PackedIntegers.Decode(block.Sessions), PackedIntegers.Decode(block.Turns));
            for (var i = 0; i < own.Length; i++)
            {
                row++;
                if (own[i] < 0) continue;
                var ofModel = numbers[models[i]] ??= [];
                if (own[i] == ofModel.Count) ofModel.Add(++sessions);
                Write(text, row, ofModel[(int)own[i]], turns[i]);
            }

            progress?.Invoke((page + 1.0) / _pages.Count);
        }

        text.Flush();
    }

    private static void Write(Utf8Rows text, long row, long session, long turn)
    {
        text.Number(row);
        text.Byte((byte)',');
        text.Number(session);
        text.Byte((byte)',');
        text.Number(turn);
        text.Byte((byte)'\n');
    }
}
