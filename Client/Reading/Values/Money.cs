namespace LlmWorkload.Reading;

/// <summary>
/// Decimal US dollars in units of 10⁻⁹, rounded to the nearest, ties to even. The grammar is that of <see cref="Seconds"/>.
/// </summary>
internal static class Money
{
    private const int Digits = 9;

    /// <summary>
    /// The amount in <paramref name="field"/>; <see cref="Missing.Value"/> for a missing marker or a negative number. False when the field
    /// is neither, or above 2⁶³ − 1 units.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> field, out long units) => Seconds.TryParse(field, Digits, out units);
}
