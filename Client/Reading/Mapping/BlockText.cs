namespace LlmWorkload.Reading;

/// <summary>Lists of blocks as JSON writes them: <c>[0, 1, 2]</c>.</summary>
internal static class BlockText
{
    /// <summary>Adds the blocks of a list to a row.</summary>
    /// <param name="list">The list.</param>
    /// <param name="blocks">Receives them.</param>
    /// <param name="row">The row.</param>
    /// <returns>False where it is no list of whole numbers from 0 to 2⁶⁴−1; what was added by then is to be removed.</returns>
    public static bool TryParse(ReadOnlySpan<byte> list, BlockLists blocks, int row)
    {
        if (list is not [(byte)'[', .. var inside, (byte)']']) return false;
        var at = 0;
        SkipBlanks(inside, ref at);
        while (at < inside.Length)
        {
            if (!TryNumber(inside, ref at, out var block)) return false;
            blocks.Add(row, block);
            SkipBlanks(inside, ref at);
            if (at == inside.Length) return true;
            if (inside[at++] != ',') return false;
            SkipBlanks(inside, ref at);
            if (at == inside.Length) return false;
        }

        return true;
    }

    private static bool TryNumber(ReadOnlySpan<byte> text, ref int at, out ulong number)
    {
        number = 0;
        var start = at;
        for (; at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9'; at++)
        {
            var digit = (ulong)(text[at] - '0');
            if (number > (ulong.MaxValue - digit) / 10) return false;
            number = (number * 10) + digit;
        }

        return at > start;
    }

    private static void SkipBlanks(ReadOnlySpan<byte> text, ref int at)
    {
        while (at < text.Length && text[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') at++;
    }
}
