namespace LlmWorkload;

/// <summary>What whoever meets a failure can do about it; each asker calls it by the names that it has.</summary>
public enum Remedy
{
    /// <summary>What the message says, if anything.</summary>
    None,

    /// <summary>Read the dataset's files anew, in place of what the dataset has.</summary>
    Reload,

    /// <summary>Read the files into a new dataset with another seed of the ids' hashes.</summary>
    OtherHashSeed,
}
