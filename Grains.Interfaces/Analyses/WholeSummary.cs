namespace LlmWorkload.Analyses;

/// <summary>Reads results whose summaries take several messages.</summary>
public static class WholeSummary
{
    /// <summary>
    /// The most bytes of a summary in one message. Orleans refuses messages of 100 MB, and a summary of 100,000 models can have more.
    /// </summary>
    public const int PageBytes = 4 << 20;

    /// <summary>As <see cref="IAnalysisGrain.RunAsync"/>, with the whole summary.</summary>
    public static async Task<AnalysisResult> RunWholeAsync(this IAnalysisGrain grain, AnalysisOptions options)
    {
        while (true)
        {
            var first = await grain.RunAsync(options);
            if (first.SummaryBytes == 0) return first;
            if (await ReadAsync(grain, options, first) is { } whole) return first with { Summary = whole, SummaryBytes = 0 };
        }
    }

    /// <summary>The beginning of a result whose summary is larger than a page; else the result.</summary>
    public static AnalysisResult FirstPage(this AnalysisResult whole, int pageBytes = PageBytes) => whole.Summary.Length <= pageBytes
        ? whole
        : whole with { Summary = whole.Summary[..pageBytes], SummaryBytes = whole.Summary.Length };

    // Null where the dataset changed meanwhile.
    private static async Task<byte[]?> ReadAsync(IAnalysisGrain grain, AnalysisOptions options, AnalysisResult first)
    {
        var whole = new byte[first.SummaryBytes];
        first.Summary.CopyTo(whole, 0);
        for (var at = first.Summary.Length; at < whole.Length;)
        {
            if (await grain.ReadSummaryAsync(options, first.Version, at) is not { } page) return null;
            page.CopyTo(whole, at);
            at += page.Length;
        }

        return whole;
    }
}
