using LlmWorkload.Datasets;
using LlmWorkload.Reading;

namespace LlmWorkload.Ingestion;

/// <summary>What a log that is given is, of the files that a dataset has.</summary>
/// <param name="Source">The log.</param>
/// <param name="Offer">What the dataset is told of it.</param>
internal sealed record LogIdentity(LogSource Source, FileOffer Offer)
{
    /// <summary>The hash of its text as far as the dataset has it; null where that is not known.</summary>
    public TextHash? Hash { get; init; }

    /// <summary>All of its text; null where nobody had to know it.</summary>
    public TextMark? End { get; init; }

    /// <summary>The dataset's file of its text that was read with other options; null for none.</summary>
    public CatalogFile? ReadOtherwise { get; init; }

    /// <summary>
    /// The hash of its first two lines, of its first bytes where it has no lines; null where it has no two. Logs of one text, or of its
    /// beginning, share it.
    /// </summary>
    public Hash128? FirstLines { get; init; }

    /// <summary>Another log that is given and has all of this one's text; null for none.</summary>
    public LogIdentity? Whole { get; init; }

    /// <summary>Whether <see cref="Whole"/> has more text behind all of this one's.</summary>
    public bool IsBeginning { get; init; }

    /// <summary>The dataset's file of the same path, whose text is another now; null for none.</summary>
    public CatalogFile? Replaces { get; init; }

    /// <summary>The column that names the models; null where the file has none.</summary>
    public string? ModelColumn { get; init; }

    /// <summary>Whether an option names a model that the file's own column makes useless.</summary>
    public bool HasUnusedModel { get; init; }

    /// <summary>Whether nothing of it had to be read to know it.</summary>
    public bool IsUnread { get; init; }
}
