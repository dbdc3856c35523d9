using System.CommandLine;
using LlmWorkload.Datasets;
using LlmWorkload.Hosting;
using LlmWorkload.Output;

namespace LlmWorkload.Commands;

/// <summary>What a command that runs has: its connection, and where it prints.</summary>
internal sealed class Session(WorkloadConnection connection, ParseResult parsed) : IAsyncDisposable
{
    public IGrainFactory Grains => connection.Grains;

    public TextWriter Output => parsed.InvocationConfiguration.Output;

    public static async Task<Session> OpenAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        new(await WorkloadConnection.OpenAsync(CommonOptions.Connection(parsed), cancellationToken), parsed);

    /// <summary>Prints a result in the format asked for.</summary>
    public void Print(ResultTable table) => table.Print(Output, parsed.GetValue(CommonOptions.Format) ?? ResultFormat.Table);

    /// <summary>Says something that is not a result, on stderr.</summary>
    public void Note(string text)
    {
        if (!parsed.GetValue(CommonOptions.Quiet)) parsed.InvocationConfiguration.Error.WriteLine(text);
    }

    /// <summary>The dataset that <c>--dataset</c> names, or the one that was used last.</summary>
    /// <exception cref="WorkloadException">There is none.</exception>
    public async Task<DatasetCatalog> FindDatasetAsync()
    {
        var names = await Grains.GetGrain<IDatasetIndexGrain>(GrainKeys.DatasetIndex).ListAsync();
        if (parsed.GetValue(CommonOptions.Dataset) is { } wanted)
        {
            return await DescribeAsync(wanted)
                ?? throw new WorkloadException(names.Count == 0
                    ? $"There is no dataset '{wanted}': nothing has been ingested here yet."
                    : $"There is no dataset '{wanted}'. There are: {string.Join(", ", names)}.") { IsInput = true };
        }

        if (names.Count == 0) throw new WorkloadException("There is no dataset yet. Ingest a file first: llmwl ingest FILE") { IsInput = true };
        if (names.Count > 1) Note($"Dataset: {names[0]} (used last of {names.Count}; --dataset chooses another)");
        return await DescribeAsync(names[0]) ?? throw new WorkloadException($"The dataset '{names[0]}' is being removed.");
    }

    public Task<DatasetCatalog?> DescribeAsync(string name) => Grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset(name)).DescribeAsync();

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
