namespace LlmWorkload.Datasets;

/// <summary>A dataset's catalog and ledger as they are stored.</summary>
[GenerateSerializer, Alias("llmwl.dataset.state")]
public sealed class DatasetState
{
    /// <summary>What was fixed at creation; null before that.</summary>
    [Id(0)] public DatasetOptions? Options { get; set; }

    /// <summary>Moves with every change.</summary>
    [Id(1)] public long Version { get; set; }

    /// <summary>Rows by model id.</summary>
    [Id(2)] public Dictionary<string, long> Models { get; set; } = [];

    /// <summary>Display names by model id, also of models that have no rows yet.</summary>
    [Id(3)] public Dictionary<string, string> Names { get; set; } = [];

    /// <summary>The ledger, a file an entry, in input order.</summary>
    [Id(4)] public List<FileLedger> Files { get; set; } = [];

    /// <summary>First instant in ticks.</summary>
    [Id(5)] public long First { get; set; } = Missing.Value;

    /// <summary>Last instant in ticks.</summary>
    [Id(6)] public long Last { get; set; } = Missing.Value;

    /// <summary>Differs between a dataset and one that had its name before.</summary>
    [Id(8)] public long Life { get; set; }

    /// <summary>How many parts each split model has, by model id.</summary>
    [Id(9)] public Dictionary<string, int> Parts { get; set; } = [];

    /// <summary>Whether a removal has begun and must be carried through.</summary>
    [Id(7)] public bool Dropping { get; set; }

    /// <summary>A copy to change. Its entries of the ledger are the same ones: who changes one puts a copy of it in its place.</summary>
    public DatasetState Copy()
    {
        var copy = (DatasetState)MemberwiseClone();
        (copy.Models, copy.Names, copy.Files, copy.Parts) = (new(Models), new(Names), [.. Files], new(Parts));
        return copy;
    }
}
