using System.Globalization;
using System.Text.RegularExpressions;

namespace LlmWorkload.Pools;

/// <summary>
/// The files of a pool of clients, as ServeGen (arXiv 2505.09999) reads them: two for each client, and one that says who they are.
/// </summary>
internal static partial class PoolFileNames
{
    /// <summary>The file that says who the clients are; ServeGen does not read it.</summary>
    public const string Clients = "clients.csv";

    /// <summary>Its column of the clients' numbers.</summary>
    public const string ChunkColumn = "chunk";

    /// <summary>Its column of the clients' users.</summary>
    public const string UserColumn = "user";

    private const string TraceEnding = "trace.csv";
    private const string DatasetEnding = "dataset.json";

    /// <summary>What finds the traces of a folder.</summary>
    public const string Traces = $"chunk-*-{TraceEnding}";

    /// <summary>What finds the datasets of a folder.</summary>
    public const string Datasets = $"chunk-*-{DatasetEnding}";

    /// <summary>The file of a client's windows.</summary>
    public static string Trace(int number) => Of(number, TraceEnding);

    /// <summary>The file of the distributions of a client's tokens.</summary>
    public static string Dataset(int number) => Of(number, DatasetEnding);

    /// <summary>The number of the client that a trace or dataset is of; null where the name has none.</summary>
    public static int? NumberOf(string name) =>
        ChunkName().Match(name) is { Success: true } match
            && int.TryParse(match.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static string Of(int number, string ending) => string.Create(CultureInfo.InvariantCulture, $"chunk-{number}-{ending}");

    [GeneratedRegex("^chunk-(?<number>0|[1-9][0-9]{0,8})-(trace\\.csv|dataset\\.json)$", RegexOptions.CultureInvariant)]
    private static partial Regex ChunkName();
}
