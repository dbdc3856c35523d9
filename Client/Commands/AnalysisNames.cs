using LlmWorkload.Analyses;

namespace LlmWorkload.Commands;

/// <summary>The analyses by the names that commands use: their own, or that of a command for all that it runs.</summary>
internal static class AnalysisNames
{
    /// <summary>Every analysis in running order.</summary>
    public static IReadOnlyList<string> All { get; } = [.. AnalysisInfo.All.Select(analysis => analysis.Name)];

    /// <summary>Those that run where none is named.</summary>
    public static IReadOnlyList<string> Usual { get; } =
        [.. AnalysisInfo.All.Where(analysis => analysis.IsUsual).Select(analysis => analysis.Name)];

    /// <summary>Those that a study needs beside the usual ones.</summary>
    public static IReadOnlyList<string> Study { get; } =
        [.. AnalysisInfo.All.Where(analysis => analysis.IsStudy).Select(analysis => analysis.Name)];

    /// <summary>Their names, and those of commands.</summary>
    public static IReadOnlyList<string> Accepted { get; } =
        [.. All.Concat(AnalysisInfo.All.Select(analysis => analysis.Command)).Distinct()];

    /// <summary>The analyses that a list of names means.</summary>
    /// <param name="option">The option that has the list, for its error.</param>
    /// <param name="list">Names separated by commas.</param>
    /// <exception cref="WorkloadException">One of the names is not known.</exception>
    public static HashSet<string> Parse(string option, string list)
    {
        var chosen = new HashSet<string>();
        foreach (var name in list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            List<string> meant = [.. AnalysisInfo.All.Where(analysis => analysis.Command == name).Select(analysis => analysis.Name)];
            if (meant.Count > 0) chosen.UnionWith(meant);
            else if (All.Contains(name)) chosen.Add(name);
            else throw new WorkloadException(
                $"{option} has '{name}'{UnknownWords.Nearest(name, Accepted)}; expected {string.Join(", ", Accepted)}.")
            { IsInput = true };
        }

        return chosen;
    }
}
