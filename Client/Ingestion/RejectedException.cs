using LlmWorkload.Datasets;
using LlmWorkload.Reading;

namespace LlmWorkload.Ingestion;

/// <summary>Every row was rejected, and so there is no dataset.</summary>
/// <param name="message">Which files, why, and an example.</param>
/// <param name="rows">The first rows.</param>
internal sealed class RejectedException(string message, IReadOnlyList<RejectedRow> rows) : WorkloadException(message)
{
    /// <summary>The first rejected rows, in no certain order of files.</summary>
    public IReadOnlyList<RejectedRow> Rows { get; } = rows;

    /// <summary>What is said of logs that have no rows.</summary>
    /// <param name="inputs">What they were given as.</param>
    /// <param name="files">What was found in them.</param>
    /// <param name="rejected">The first rejected rows.</param>
    /// <returns>A failure of this kind where rows were rejected; another where there are none.</returns>
    public static WorkloadException Of(
        IReadOnlyList<string> inputs, IReadOnlyList<CatalogFile> files, IReadOnlyList<RejectedRow> rejected)
    {
        var count = files.Sum(file => file.Rejected.Values.Sum());
        if (count == 0) return new NoRowsException($"{string.Join(", ", inputs)}: {WhyNone(files)}.") { IsInput = true };
        var reasons = files.SelectMany(file => file.Rejected).GroupBy(pair => pair.Key).Select(
            group => $"{group.Key}: {group.Sum(pair => pair.Value):N0}");
        var rows = count == 1 ? "its only row was" : $"all {count:N0} rows were";
        var words = $"{string.Join(", ", inputs)}: {rows} rejected ({string.Join(", ", reasons)}).";
        if (First(rejected) is { } example) words += $" {example.Words}";
        return new RejectedException(words, rejected) { IsInput = true };
    }

    /// <summary>The first rejected row by file and line; null for none.</summary>
    public static RejectedRow? First(IReadOnlyList<RejectedRow> rejected) =>
        rejected.OrderBy(row => row.Path, StringComparer.Ordinal).ThenBy(row => row.Line).FirstOrDefault();

    private static string WhyNone(IReadOnlyList<CatalogFile> files)
    {
        var noted = files.SelectMany(file => file.Noted ?? new Dictionary<string, long>()).ToList();
        var dropped = noted.Where(each => each.Key == RowBuilder.FailedDropped).Sum(each => each.Value);
        var ignored = noted.Where(each => RequestFormats.AreIgnored(each.Key)).GroupBy(each => each.Key, each => each.Value).ToList();
        var all = dropped + ignored.Sum(group => group.Sum());
        if (all == 0)
            return files.All(file => RequestFormats.IsJson(file.Columns.Format)) ? "it has no requests" : "there is a header but no rows";
        IEnumerable<string> why =
        [
            .. ignored.Select(group => $"{group.Sum():N0} of {all:N0} are {group.Key}"),
            .. dropped > 0 ? [$"{dropped:N0} of {all:N0} failed and were left out (--drop-failed)"] : (string[])[],
        ];
        return $"no record is {(dropped > 0 ? "left" : "a request")}: {string.Join(", ", why)}";
    }
}
