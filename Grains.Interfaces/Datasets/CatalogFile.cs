namespace LlmWorkload.Datasets;

/// <summary>A file of a dataset, as its ledger knows it.</summary>
/// <param name="Index">Position in the dataset; the order of files is input order.</param>
/// <param name="Name">File name without folders.</param>
/// <param name="Fingerprint">
/// What identifies the text that was read of it: its length, its hash and the reading. A file from an earlier release has the fingerprint
/// of that release.
/// </param>
/// <param name="Rows">Rows accepted so far.</param>
/// <param name="Rejected">Rows rejected so far, by reason.</param>
/// <param name="NextChunk">The number that the next chunk gets.</param>
/// <param name="NextPosition">Where that chunk starts; null for the start of the file.</param>
/// <param name="Complete">Whether the whole file is in.</param>
/// <param name="Reading">The options that changed what was read from it; empty for none.</param>
/// <param name="Stamp">
/// Path, length and time of the file. While they are the same, the file has not changed. Null where they are not known.
/// </param>
/// <param name="Head">The first bytes of its text.</param>
/// <param name="Marks">
/// Length and hash of the text up to the end of every recorded chunk, in order. Chunks that an earlier release recorded have none.
/// </param>
/// <param name="EndsInLine">Whether it ended without a line break.</param>
/// <param name="Columns">How its columns differ from the fields of a request.</param>
/// <param name="TurnedMissing">Values that turned missing, by reason.</param>
/// <param name="Days">Its rows by UTC day, in order of days. Of very many days only the earliest and the latest are kept.</param>
/// <param name="First">First instant in ticks; missing without rows, and where an earlier release recorded all of them.</param>
/// <param name="Last">Last instant in ticks; missing where the first one is.</param>
/// <param name="Noted">What is to be said of its records beside, counted by name; null for nothing.</param>
/// <param name="Signs">
/// What tells whether its rows look as they are meant, counted by name. Chunks that an earlier release recorded are not counted; null where
/// there are no others.
/// </param>
/// <param name="Written">
/// When its text was written at the latest, in ticks: the time of the file, of a pipe the time of its reading. Missing where an earlier
/// release recorded it.
/// </param>
[GenerateSerializer, Immutable, Alias("llmwl.catalog.file")]
public sealed record CatalogFile(
    [property: Id(0)] int Index,
    [property: Id(1)] string Name,
    [property: Id(2)] string Fingerprint,
    [property: Id(3)] long Rows,
    [property: Id(4)] IReadOnlyDictionary<string, long> Rejected,
    [property: Id(5)] int NextChunk,
    [property: Id(6)] FilePosition? NextPosition,
    [property: Id(7)] bool Complete,
    [property: Id(8)] string Reading,
    [property: Id(9)] FileStamp? Stamp,
    [property: Id(10)] TextMark Head,
    [property: Id(11)] IReadOnlyList<TextMark> Marks,
    [property: Id(12)] bool EndsInLine,
    [property: Id(13)] FileColumns Columns,
    [property: Id(14)] IReadOnlyDictionary<string, long> TurnedMissing,
    [property: Id(15)] IReadOnlyList<DayCount> Days,
    [property: Id(16)] long First,
    [property: Id(17)] long Last,
    [property: Id(18)] IReadOnlyDictionary<string, long>? Noted = null,
    [property: Id(19)] IReadOnlyDictionary<string, long>? Signs = null,
    [property: Id(20)] long Written = Missing.Value)
{
    /// <summary>A file of which nothing has been read yet.</summary>
    public static CatalogFile Unread(int index, string name) => new(
        index, name, "", 0, new Dictionary<string, long>(), 0, null, false, "", null, default, [], false, FileColumns.None,
        new Dictionary<string, long>(), [], Missing.Value, Missing.Value);
}
