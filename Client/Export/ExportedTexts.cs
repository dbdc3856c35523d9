namespace LlmWorkload.Export;

/// <summary>A column of texts.</summary>
/// <param name="Values">The texts that occur.</param>
/// <param name="Index">For each row, the index of its text; −1 where it has none.</param>
internal sealed record ExportedTexts(string[] Values, int[] Index)
{
    /// <summary>The text of a row; null for none.</summary>
    public string? this[int row] => Index[row] < 0 ? null : Values[Index[row]];
}
