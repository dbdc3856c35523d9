using System.CommandLine;
using LlmWorkload.Hosting;
using LlmWorkload.Output;

namespace LlmWorkload.Commands;

/// <summary>Options that every command knows.</summary>
internal static class CommonOptions
{
    public static readonly Option<string?> State = new("--state")
    {
        Description = "Folder of the embedded cluster's state (default: llmwl/state in the user's data folder)",
        HelpName = "DIR",
        Recursive = true,
    };

    public static readonly Option<string?> Cluster = new("--cluster")
    {
        Description = "Use a running cluster instead of an embedded one",
        HelpName = "HOST:PORT[,…]",
        Recursive = true,
    };

    public static readonly Option<string> Storage = new("--storage")
    {
        Description = $"Storage of the embedded cluster: {string.Join(", ", StorageProviders.Names)}",
        DefaultValueFactory = _ => "RocksDb",
        HelpName = "NAME",
        Recursive = true,
    };

    public static readonly Option<string?> Dataset = new("--dataset")
    {
        Description = "Name of the dataset (default: derived from the files; for queries, the one used last)",
        HelpName = "NAME",
        Recursive = true,
    };

    public static readonly Option<ResultFormat?> Format = new("--format")
    {
        Description = "How results are printed: table, json or csv",
        HelpName = "table|json|csv",
        Recursive = true,
    };

    public static readonly Option<bool> Quiet = new("--quiet", "-q") { Description = "No progress and no notes on stderr", Recursive = true };

    public static readonly Option<bool> Verbose = new("--verbose", "-v") { Description = "The cluster's log, and stack traces of failures, on stderr", Recursive = true };

    public static IEnumerable<Option> All => [Dataset, State, Cluster, Storage, Format, Quiet, Verbose];

    public static ConnectionOptions Connection(ParseResult parsed) => new()
    {
        Cluster = parsed.GetValue(Cluster),
        State = parsed.GetValue(State),
        Storage = parsed.GetValue(Storage)!,
        Verbose = parsed.GetValue(Verbose),
    };
}
