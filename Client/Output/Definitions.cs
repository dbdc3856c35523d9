using System.Text;
using LlmWorkload.Analyses;

namespace LlmWorkload.Output;

/// <summary>The pages that define the numbers of analyses, as they stand in the repository.</summary>
internal static class Definitions
{
    private const string Prefix = "Definition.";

    /// <summary>The name of the page of an analysis; analyses may share one.</summary>
    public static string NameOf(AnalysisInfo analysis) => (analysis.IsStudy ? analysis.Name : analysis.Command) switch
    {
        "models" => "ModelStatistics",
        "cache-hit-ratio" => "CacheHits",
        var name => string.Concat(name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..])),
    };

    /// <summary>The page of a name, in Markdown; null where there is none.</summary>
    public static string? Text(string name)
    {
        using var stream = typeof(Definitions).Assembly.GetManifestResourceStream(Prefix + name);
        if (stream is null) return null;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
