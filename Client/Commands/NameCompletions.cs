using System.CommandLine.Completions;
using LlmWorkload.Hosting;

namespace LlmWorkload.Commands;

/// <summary>
/// Names of datasets and models for a shell that completes a command line. They come from the state of the embedded cluster, where there is
/// one that nobody uses; else there are none. Nothing is made and nothing is started.
/// </summary>
internal static class NameCompletions
{
    /// <summary>The datasets.</summary>
    public static IEnumerable<CompletionItem> Datasets(CompletionContext context) =>
        Items(StateOf(context) is { } state ? EmbeddedCluster.DatasetsOf(state.Path) : []);

    /// <summary>The models of the dataset that the command line names, or of the one used last.</summary>
    public static IEnumerable<CompletionItem> Models(CompletionContext context) =>
        Items(StateOf(context) is { } state
            ? EmbeddedCluster.ModelsOf(state.Path, context.ParseResult.GetValue(CommonOptions.Dataset))
            : []);

    private static (string? Path, bool IsKnown)? StateOf(CompletionContext context) =>
        context.ParseResult.GetValue(CommonOptions.Cluster) is null ? (context.ParseResult.GetValue(CommonOptions.State), true) : null;

    private static IEnumerable<CompletionItem> Items(IEnumerable<string> names) => names.Select(name => new CompletionItem(name));
}
