using LlmWorkload.Analyses;
using LlmWorkload.Datasets;
using LlmWorkload.Figures;
using LlmWorkload.Hosting;
using LlmWorkload.Ingestion;
using LlmWorkload.Output;

namespace LlmWorkload.Tests;

/// <summary>The client's connection, ingestion and output in this process, as its commands use them.</summary>
internal sealed class ClusterClient : IAsyncDisposable
{
    private static readonly DatasetOptions Options = new(Partitions: 8, ChunkRecords: 250);

    private readonly WorkloadConnection _connection;
    private readonly List<string> _notices;

    private ClusterClient(WorkloadConnection connection, List<string> notices) => (_connection, _notices) = (connection, notices);

    /// <summary>The analyses that are compared: one over models, one over partitions, one over both, one over pairs of rows.</summary>
    public static string[] Compared { get; } = ["overview", "users", "tokens", "arrivals-per-user"];

    public IGrainFactory Grains => _connection.Grains;

    /// <summary>What the client said that it waits for.</summary>
    public IReadOnlyList<string> Notices
    {
        get
        {
            lock (_notices) return [.. _notices];
        }
    }

    /// <summary>Connects to a cluster.</summary>
    public static Task<ClusterClient> ConnectAsync(string cluster) => OpenAsync(new ConnectionOptions { Cluster = cluster });

    /// <summary>Starts an embedded cluster over a state folder.</summary>
    public static Task<ClusterClient> EmbedAsync(string state) => OpenAsync(new ConnectionOptions { State = state });

    /// <summary>Ingests a file; <paramref name="stored"/> is told the rows after each chunk.</summary>
    public async Task<IngestResult> IngestAsync(string dataset, string file, Action<long>? stored = null, int window = 4)
    {
        await using var silos = _connection.ConnectToSilos(CancellationToken.None);
        var request = new IngestRequest { Files = [file], Dataset = dataset, Options = Options, Window = window };
        return await new LogIngestor(Grains, silos).IngestAsync(request, stored is null ? null : new Progress(stored));
    }

    /// <summary>A dataset's catalog; null where there is no such dataset.</summary>
    public Task<DatasetCatalog?> FindAsync(string dataset) => Grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset(dataset)).DescribeAsync();

    /// <summary>Gives a model a name, which makes a new version of the dataset.</summary>
    public Task NameAsync(string dataset, string model, string name) =>
        Grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset(dataset)).NameModelsAsync(new Dictionary<string, string> { [model] = name });

    /// <summary>A dataset's catalog.</summary>
    public Task<DatasetCatalog> DescribeAsync(string dataset) => Chunks.DescribeAsync(Grains, dataset);

    /// <summary>Ingests a file in chunks of the usual size.</summary>
    public Task<IngestResult> IngestWholeAsync(string dataset, string file) =>
        new LogIngestor(Grains).IngestAsync(new IngestRequest { Files = [file], Dataset = dataset });

    /// <summary>The numbers of the diversity analysis with this window.</summary>
    public async Task<byte[]> DiversityAsync(string dataset, int window) =>
        (await Grains.GetGrain<IAnalysisGrain>(GrainKeys.Analysis(dataset, "diversity"))
            .RunAsync(new AnalysisOptions(Window: window, MinRequests: 100))).Summary;

    /// <summary>Writes the numbers of the compared analyses into a folder, as with <c>--top 0</c>.</summary>
    /// <returns>The folder.</returns>
    public async Task<string> WriteAsync(string dataset, string folder, params string[] analyses)
    {
        var output = new FigureFolder(folder, Grains, dataset, FigureForm.Of(FigureFormat.Png), draws: false);
        foreach (var analysis in analyses.Length > 0 ? analyses : Compared)
            await output.WriteAsync(analysis, new AnalysisOptions(), CancellationToken.None);
        return folder;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static async Task<ClusterClient> OpenAsync(ConnectionOptions options)
    {
        var notices = new List<string>();
        var connection = await WorkloadConnection.OpenAsync(options with { Waiting = Hear }, CancellationToken.None);
        return new ClusterClient(connection, notices);

        void Hear(string notice)
        {
            lock (notices) notices.Add(notice);
        }
    }

    private sealed class Progress(Action<long> stored) : IProgress<IngestProgress>
    {
        public void Report(IngestProgress value) => stored(value.Rows);
    }
}
