namespace LlmWorkload.Datasets;

/// <summary>A file that a client asks to be in a dataset.</summary>
/// <param name="Name">File name without folders.</param>
/// <param name="Reading">The options that change what is read from it, such as <c>model=x</c>; empty for none.</param>
/// <param name="Stamp">
/// Path, length and time of the file. A later run sees by them that the file has not changed. Null where they are not known.
/// </param>
/// <param name="Head">The first bytes of its text.</param>
/// <param name="Columns">How its columns differ from the fields of a request.</param>
/// <param name="State">What the client found when it looked the file up in the dataset.</param>
/// <param name="Entry">Index of the file in the dataset; −1 for a new file.</param>
/// <param name="Written">When its text was written at the latest, in ticks; missing where that is not known.</param>
/// <param name="Fingerprint">What identifies it in states of an earlier release, where files have no marks.</param>
[GenerateSerializer, Immutable, Alias("llmwl.file.offer")]
public sealed record FileOffer(
    [property: Id(0)] string Name,
    [property: Id(2)] string Reading,
    [property: Id(3)] FileStamp? Stamp,
    [property: Id(4)] TextMark Head,
    [property: Id(5)] FileColumns Columns,
    [property: Id(6)] FileState State = FileState.New,
    [property: Id(7)] int Entry = -1,
    [property: Id(8)] long Written = Missing.Value,
    [property: Id(1)] string Fingerprint = "");
