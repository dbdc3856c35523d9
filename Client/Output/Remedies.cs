namespace LlmWorkload.Output;

/// <summary>Remedies by the names of the command line.</summary>
internal static class Remedies
{
    /// <summary>A failure's message, and what to do about it.</summary>
    public static string Words(WorkloadException failure) => failure.Remedy switch
    {
        Remedy.Reload => $"{failure.Message} Ingest the dataset's files again with --reload.",
        Remedy.OtherHashSeed => $"{failure.Message} Ingest the files into a new dataset with another --hash-seed.",
        _ => failure.Message,
    };
}
