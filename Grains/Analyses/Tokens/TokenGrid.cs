namespace LlmWorkload.Kernels;

/// <summary>
/// Requests by input and output tokens, in cells a tenth of a decade wide. Edges are whole numbers, so that every cell holds at least one
/// whole number. Cells are numbered, so that the counts of several models or parts are merged as frequencies.
/// </summary>
internal static class TokenGrid
{
    private const int Steps = 10;

    // The last one below 2⁶³.
    private const int LastStep = 189;
    private const long Columns = 256;

    /// <summary>The edges of cells on both axes, ascending from 1; the last is that of 64 bits.</summary>
    public static IReadOnlyList<long> Edges { get; } =
        [.. Enumerable.Range(0, LastStep + 1).Select(step => (long)Math.Ceiling(Math.Pow(10, (double)step / Steps) - 1e-9)).Distinct(),
            long.MaxValue];

    private static readonly long[] Sorted = [.. Edges];

    /// <summary>The cells of the rows that have at least one token of each kind; the rest of the span is not used.</summary>
    /// <param name="input">Input tokens.</param>
    /// <param name="output">Output tokens, as many.</param>
    /// <param name="cells">Gets the number of each row's cell.</param>
    /// <returns>How many rows have one.</returns>
    public static int Cells(ReadOnlySpan<long> input, ReadOnlySpan<long> output, Span<long> cells)
    {
        var n = 0;
        for (var row = 0; row < input.Length; row++)
        {
            if (input[row] < 1 || output[row] < 1) continue;
            cells[n++] = (Place(output[row]) * Columns) + Place(input[row]);
        }

        return n;
    }

    /// <summary>The place of a cell on the axes of input and of output tokens.</summary>
    public static (int Input, int Output) PlaceOf(long cell) => ((int)(cell % Columns), (int)(cell / Columns));

    private static long Place(long tokens)
    {
        var at = Array.BinarySearch(Sorted, tokens);
        return Math.Min(at >= 0 ? at : ~at - 1, Sorted.Length - 2);
    }
}
