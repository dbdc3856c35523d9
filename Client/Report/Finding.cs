namespace LlmWorkload.Report;

/// <summary>A sentence of a report.</summary>
/// <param name="Sentence">The sentence. What was found has its numbers, and how many they are of (<c>n = …</c>).</param>
/// <param name="Figure">The path of the figure that shows it, below the output folder and without its ending; null for none.</param>
internal sealed record Finding(string Sentence, string? Figure = null)
{
    /// <summary>The sentence.</summary>
    public string Sentence { get; } = Words.Sentence(Sentence);

    private const double Enough = 100;

    /// <summary>What it is.</summary>
    public FindingKind Kind { get; init; }

    /// <summary>Its place among those that a report can begin with, from 1 on; 0 where it is none of them.</summary>
    public int Rank { get; init; }

    /// <summary>Something that cannot be told.</summary>
    /// <param name="sentence">What, and why.</param>
    public static Finding Gap(string sentence) => new(sentence) { Kind = FindingKind.Gap };

    /// <summary>The finding as one that a report can begin with.</summary>
    /// <param name="rank">Its place among them.</param>
    /// <param name="isTelling">Whether it lies far from even.</param>
    /// <param name="n">How many values it is of. Few are never far from even for more than a reason of chance.</param>
    public Finding Ranked(int rank, bool isTelling, double n) =>
        this with { Rank = rank, Kind = isTelling && n >= Enough ? FindingKind.Telling : FindingKind.Plain };
}
