namespace LlmWorkload.Analyses;

/// <summary>Which requests follow one another in an analysis of inter-arrival times.</summary>
/// <param name="Folder">The analysis's folder below the output root.</param>
/// <param name="Title">What figures call it.</param>
/// <param name="PerUser">Whether only requests of one user follow one another.</param>
internal sealed record InterArrivalMode(string Folder, string Title, bool PerUser)
{
    /// <summary>All requests of a model in one sequence.</summary>
    public static readonly InterArrivalMode AllUsers = new(AnalysisInfo.Find("arrivals").Folder, "all users", false);

    /// <summary>A sequence for each user, pooled.</summary>
    public static readonly InterArrivalMode EachUser = new(AnalysisInfo.Find("arrivals-per-user").Folder, "per user", true);
}
