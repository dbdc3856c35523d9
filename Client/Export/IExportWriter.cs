namespace LlmWorkload.Export;

/// <summary>Writes rows in one form.</summary>
internal interface IExportWriter : IDisposable
{
    /// <summary>Writes some rows; they come by start.</summary>
    /// <param name="rows">The rows; those of <see cref="ExportedRows.Kept"/> count, all of which the form has a place for.</param>
    /// <param name="first">The start of the first row of all, in UTC ticks.</param>
    void Write(ExportedRows rows, long first);

    /// <summary>What is to be said of what was written; null for nothing.</summary>
    string? Note => null;

    /// <summary>Ends the file.</summary>
    void Complete();
}
