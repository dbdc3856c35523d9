namespace LlmWorkload.Analyses;

/// <summary>What a bucket has a distribution of, in the order of <see cref="SeriesNumbers.Distributions"/>. The numbers are sent.</summary>
internal enum SeriesValue
{
    /// <summary>Time to first token.</summary>
    Ttft = 0,

    /// <summary>Time per output token after the first.</summary>
    Tpot = 1,

    /// <summary>Duration.</summary>
    E2e = 2,

    /// <summary>Input tokens.</summary>
    Input = 3,

    /// <summary>Output tokens.</summary>
    Output = 4,

    /// <summary>Time in the queue.</summary>
    Queue = 5,
}
