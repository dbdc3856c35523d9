using LlmWorkload.Output;

namespace LlmWorkload.Comparison;

/// <summary>Brings baselines to the cluster and back, page by page, since a message has no room for a large one.</summary>
internal static class BaselineTransfer
{
    private const int PageBytes = 1 << 20;

    /// <summary>Sends a file.</summary>
    /// <returns>Side A of the comparison.</returns>
    /// <exception cref="WorkloadException">It cannot be read.</exception>
    public static async Task<ComparisonSide> SendAsync(IComparisonGrain grain, string path, CancellationToken cancellationToken)
    {
        byte[] file;
        try
        {
            file = await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new WorkloadException(Why(path, failure), failure) { IsInput = true };
        }

        var pages = file.Chunk(PageBytes).ToArray();
        for (var page = 0; page < pages.Length; page++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await grain.SendBaselineAsync(page, pages[page]);
        }

        return new ComparisonSide(null, Baseline: path, Pages: pages.Length);
    }

    private static string Why(string path, Exception failure) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException => $"--baseline is '{path}', and there is no such file.",
        _ when Directory.Exists(path) => $"--baseline is '{path}', which is a folder; expected a file that --save-baseline wrote.",
        _ => $"--baseline is '{path}', which cannot be read: {failure.Message}",
    };

    /// <summary>Writes the baseline of a comparison to a file.</summary>
    public static async Task SaveAsync(IComparisonGrain grain, long bytes, string path, CancellationToken cancellationToken)
    {
        AtomicFile.RemoveAbandoned([Path.GetFullPath(path)]);
        await AtomicFile.WriteAsync(Path.GetFullPath(path), async stream =>
        {
            for (var offset = 0L; offset < bytes;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var page = await grain.ReadBaselineAsync(offset);
                await stream.WriteAsync(page, cancellationToken);
                offset += page.Length;
            }
        });
    }
}
