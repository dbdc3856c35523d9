using LlmWorkload.Analyses;
using LlmWorkload.Columns;

[assembly: Analysis(typeof(MonthlyShares))]

namespace LlmWorkload.Analyses;

/// <summary>Requests and tokens of every month, and the shares of the families of models with the most requests.</summary>
internal sealed class MonthlyShares : IAnalysis
{
    private const int MostFamilies = 10;
    private const string Rest = "Others";

    /// <inheritdoc/>
    public AnalysisInfo Info { get; } = AnalysisInfo.Find("monthly-shares");

    /// <inheritdoc/>
    public IEnumerable<ModelKernel> ModelKernels => [MonthCounts.Kernel];

    /// <inheritdoc/>
    public async Task<AnalysisRun> RunAsync(AnalysisData data)
    {
        var answers = await data.AskAsync<MonthCounts.Answer>(new MonthCounts.Question());
        var families = data.Catalog.Models.Zip(answers, (model, answer) => (Name: Family(model.Name, data.Options.MergeSuffix), answer))
            .GroupBy(each => each.Name, each => each.answer)
            .Select(family => (Name: family.Key, Sum: MonthCounts.Sum([.. family])))
            .OrderByDescending(family => family.Sum.Requests.Sum()).ThenBy(family => family.Name, StringComparer.Ordinal).ToList();
        var listed = families.Take(MostFamilies).Append((Name: Rest, Sum: MonthCounts.Sum([.. families.Skip(MostFamilies)
            .Select(family => family.Sum)]))).ToList();
        var all = MonthCounts.Sum(answers);
        var months = Months.Of(data.Catalog);
        var shares = new MonthShares(months, [.. listed.Select(family => family.Name)],
            [.. months.Select(month => Of(all, month))],
            [.. listed.Select(family => months.Select(month => Of(family.Sum, month)).ToArray())]);
        return new AnalysisRun(shares.Summary(), [.. shares.Figures(Info.Folder)]);
    }

    /// <summary>The family of a model: its name without the suffix, unless nothing would be left.</summary>
    public static string Family(string name, string suffix) =>
        suffix.Length > 0 && name.Length > suffix.Length && EndsWith(name, suffix) ? name[..^suffix.Length] : name;

    // Letters of ASCII are compared whatever their case, others as they are.
    private static bool EndsWith(string name, string suffix)
    {
        var end = name.AsSpan(name.Length - suffix.Length);
        for (var i = 0; i < end.Length; i++)
        {
            var (a, b) = (end[i], suffix[i]);
            if (a != b && !(char.IsAsciiLetter(a) && char.IsAsciiLetter(b) && (a | 0x20) == (b | 0x20))) return false;
        }

        return true;
    }

    private static (long Requests, Int128 Tokens) Of(MonthCounts.Answer counts, long month) =>
        Array.BinarySearch(counts.Months, month) is >= 0 and var at ? (counts.Requests[at], counts.Tokens[at]) : (0, 0);
}
