namespace LlmWorkload;

/// <summary>Texts as spreadsheets take them for texts: what begins as a formula does would be computed when the file is opened.</summary>
public static class SpreadsheetText
{
    private const string Formulas = "=+-@\t\r";

    /// <summary>The text, with an apostrophe before it where a spreadsheet would take it for a formula (OWASP, CSV injection).</summary>
    public static string Of(string text) => text.Length > 0 && Formulas.Contains(text[0]) ? $"'{text}" : text;
}
