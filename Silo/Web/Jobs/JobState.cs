namespace LlmWorkload.Web;

/// <summary>How far a job is.</summary>
internal enum JobState
{
    /// <summary>Others come first.</summary>
    Waiting,

    /// <summary>It reads.</summary>
    Running,

    /// <summary>All is in.</summary>
    Done,

    /// <summary>It failed. What is stored stays.</summary>
    Failed,

    /// <summary>It was asked to stop. What is stored stays.</summary>
    Cancelled,
}
