namespace LlmWorkload.Reading.Csv;

/// <summary>How much of a text is in memory.</summary>
/// <param name="First">Bytes of the buffer at first.</param>
/// <param name="Roomy">A record that fills this many bytes has what nobody reads of it dropped.</param>
/// <param name="Most">
/// The most bytes: only lines behind an open quote take more than a roomy record, since reading may have to go back to them.
/// </param>
internal readonly record struct CsvMemory(int First, int Roomy, int Most)
{
    /// <summary>What suits logs.</summary>
    public static CsvMemory Usual { get; } = new(256 << 10, 4 << 20, 1 << 30);
}
