using System.CommandLine;
using System.Text;
using LlmWorkload.Datasets;
using LlmWorkload.Hosting;
using LlmWorkload.Output;
using LlmWorkload.Questions;
using LlmWorkload.Scopes;

namespace LlmWorkload.Commands;

/// <summary>What a command that runs has: its connection, and where it prints.</summary>
internal sealed class Session(WorkloadConnection connection, ParseResult parsed) : IAsyncDisposable
{
    private const int MostListed = 20;

    public IGrainFactory Grains => connection.Grains;

    /// <summary>Who answers questions.</summary>
    public IQuestionsGrain Questions => Grains.GetGrain<IQuestionsGrain>(0);

    /// <summary>Connections to every silo on its own, made when they are needed; null where there is one silo, in this process.</summary>
    public SiloConnections? ConnectToSilos(CancellationToken cancellationToken) => connection.ConnectToSilos(cancellationToken);

    public TextWriter Output => parsed.InvocationConfiguration.Output;

    /// <summary>Opens the cluster that the options name.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <param name="onlyWrites">Whether rows are written and not read again.</param>
    /// <param name="onlyAsks">Whether nothing is written.</param>
    public static async Task<Session> OpenAsync(
        ParseResult parsed, CancellationToken cancellationToken, bool onlyWrites = false, bool onlyAsks = false) => new(
        await WorkloadConnection.OpenAsync(
            CommonOptions.Connection(parsed) with { OnlyWrites = onlyWrites, OnlyAsks = onlyAsks }, cancellationToken), parsed);

    /// <summary>How results are printed.</summary>
    public ResultFormat Format => parsed.GetValue(FormatOption.ResultsAndFigures).Result
        ?? parsed.GetValue(FormatOption.Comparison).Result
        ?? parsed.GetValue(FormatOption.ResultsAndLogs).Result ?? parsed.GetValue(FormatOption.Results);

    /// <summary>Prints a result that is one table, in the format asked for.</summary>
    public void Print(ResultTable table) => table.Print(Output, Format, parsed.GetValue(CommonOptions.SpreadsheetSafe));

    /// <summary>Prints a result: one JSON document, one CSV table, or tables for people.</summary>
    public void Print(Func<byte[]> json, ResultTable csv, params ReadOnlySpan<ResultTable> tables)
    {
        switch (Format)
        {
            case ResultFormat.Json:
                Terminal.WriteJson(Output, Encoding.UTF8.GetString(json()));
                break;
            case ResultFormat.Csv:
                csv.Print(Output, ResultFormat.Csv, parsed.GetValue(CommonOptions.SpreadsheetSafe));
                break;
            default:
                foreach (var table in tables) table.Print(Output, Format);
                break;
        }
    }

    /// <summary>Says something that is not a result, on stderr.</summary>
    public void Note(string text)
    {
        if (!parsed.GetValue(CommonOptions.Quiet)) parsed.InvocationConfiguration.Error.WriteLine(Printable.Line(text));
    }

    /// <summary>The dataset that <c>--dataset</c> names, or the one that was used last. Says so where it is not whole.</summary>
    /// <exception cref="WorkloadException">There is none.</exception>
    public async Task<DatasetCatalog> FindDatasetAsync()
    {
        var catalog = parsed.GetValue(CommonOptions.Dataset) is { } wanted ? await FindDatasetAsync(wanted) : await LastDatasetAsync();
        NoteIncomplete(catalog);
        return catalog;
    }

    /// <summary>The dataset of a name.</summary>
    /// <exception cref="WorkloadException">There is none; the message lists those that there are.</exception>
    public async Task<DatasetCatalog> FindDatasetAsync(string name)
    {
        if (await DescribeAsync(name) is { } catalog) return catalog;
        var names = await ListDatasetsAsync();
        throw new WorkloadException(names.Count == 0
            ? $"There is no dataset '{name}': nothing has been ingested here yet."
            : $"There is no dataset '{name}'{NearestName.Words(NearestName.OrPartOf(name, names))}. There are: {Listed(names)}.")
        { IsInput = true };
    }

    /// <summary>The mistake of a word that is neither a file nor a dataset.</summary>
    public async Task<WorkloadException> NoFileOrDatasetAsync(string word)
    {
        var names = await ListDatasetsAsync();
        var files = Directory.EnumerateFileSystemEntries(".").Select(Path.GetFileName).OfType<string>();
        var nearest = NearestName.Of(word, [.. names, .. files]) ?? NearestName.OrPartOf(word, names);
        var datasets = names.Count == 0 ? "; nothing has been ingested here yet." : $". The datasets are: {Listed(names)}.";
        return new WorkloadException($"There is no file or dataset '{word}'{NearestName.Words(nearest)}{datasets}") { IsInput = true };
    }

    /// <summary>A dataset with the rows of a scope alone.</summary>
    /// <exception cref="WorkloadException">It has none of a value, or no rows in the scope.</exception>
    public Task<DatasetCatalog> NarrowAsync(DatasetCatalog catalog, Scope? scope) => scope is null
        ? Task.FromResult(catalog)
        : Grains.GetGrain<IScopeGrain>(GrainKeys.Dataset(catalog.Name)).NarrowAsync(scope);

    private static string Listed(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostListed)) + (names.Count > MostListed ? $" and {names.Count - MostListed} more" : "");

    /// <summary>Says which files of a dataset are not in to their end.</summary>
    public void NoteIncomplete(DatasetCatalog catalog)
    {
        var files = catalog.Files.Where(file => !file.Complete).Select(file => file.Name).ToList();
        if (files.Count > 0)
            Note($"Dataset {catalog.Name} is incomplete: {string.Join(", ", files)} {(files.Count == 1 ? "was" : "were")} not read to the "
                + "end. Ingest it again to go on.");
    }

    /// <summary>Says what of a dataset's instants does not look as meant.</summary>
    public void NoteDoubts(DatasetCatalog catalog)
    {
        foreach (var doubt in Doubts.Of(catalog)) Note($"Doubt: {doubt}");
    }

    /// <summary>The datasets' names, the one used last first.</summary>
    public Task<IReadOnlyList<string>> ListDatasetsAsync() => Grains.GetGrain<IDatasetIndexGrain>(GrainKeys.DatasetIndex).ListAsync();

    public Task<DatasetCatalog?> DescribeAsync(string name) => Grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset(name)).DescribeAsync();

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task<DatasetCatalog> LastDatasetAsync()
    {
        var names = await ListDatasetsAsync();
        if (names.Count == 0)
            throw new WorkloadException("There is no dataset yet. Ingest a file first: llmwl ingest FILE") { IsInput = true };
        if (names.Count > 1) Note($"Dataset: {names[0]} (used last of {names.Count}; --dataset chooses another)");
        return await DescribeAsync(names[0]) ?? throw new WorkloadException($"The dataset '{names[0]}' is being removed.");
    }
}
