namespace LlmWorkload;

/// <summary>What a user can do about a failure. The program that prints the failure names its own option for it.</summary>
public enum Remedy
{
    /// <summary>What the message says, if it says anything.</summary>
    None,

    /// <summary>Read the dataset's files anew, and replace the dataset by them.</summary>
    Reload,

    /// <summary>Read the files into a new dataset with another seed of the ids' hashes.</summary>
    OtherHashSeed,
}
