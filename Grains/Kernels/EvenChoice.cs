namespace LlmWorkload.Kernels;

/// <summary>Chooses a limited number of elements of a sequence, evenly by position.</summary>
internal static class EvenChoice
{
    /// <summary>
    /// Positions, ascending and each once, in a sequence of <paramref name="count"/>: all where they are at most <paramref name="most"/>,
    /// else <paramref name="most"/> of them, with the first and the last.
    /// </summary>
    /// <param name="count">Length of the sequence.</param>
    /// <param name="most">At most how many are chosen; at least 2.</param>
    public static int[] Of(int count, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 2);
        var chosen = new int[Math.Min(count, most)];
        for (var i = 0; i < chosen.Length; i++) chosen[i] = count <= most ? i : (int)((long)i * (count - 1) / (most - 1));
        return chosen;
    }
}
