namespace LlmWorkload.Analyses;

/// <summary>A flag for each member of <see cref="AnalysisOptions"/>. They say which members an analysis looks at.</summary>
[Flags]
public enum AnalysisOption
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary><see cref="AnalysisOptions.Top"/>.</summary>
    Top = 1,

    /// <summary><see cref="AnalysisOptions.Models"/>.</summary>
    Models = 2,

    /// <summary><see cref="AnalysisOptions.ThinData"/>.</summary>
    ThinData = 4,

    /// <summary><see cref="AnalysisOptions.Users"/>.</summary>
    Users = 8,

    /// <summary><see cref="AnalysisOptions.Window"/>.</summary>
    Window = 16,

    /// <summary><see cref="AnalysisOptions.MinRequests"/>.</summary>
    MinRequests = 32,

    /// <summary><see cref="AnalysisOptions.SizeClass"/>.</summary>
    SizeClass = 64,

    /// <summary><see cref="AnalysisOptions.SortBy"/>.</summary>
    SortBy = 128,

    /// <summary><see cref="AnalysisOptions.ReportTimeZone"/>.</summary>
    ReportTimeZone = 256,

    /// <summary><see cref="AnalysisOptions.Highlight"/>.</summary>
    Highlight = 1 << 9,

    /// <summary><see cref="AnalysisOptions.Cells"/>.</summary>
    Cells = 1 << 10,

    /// <summary><see cref="AnalysisOptions.MergeSuffix"/>.</summary>
    MergeSuffix = 1 << 11,

    /// <summary><see cref="AnalysisOptions.CvWindowSeconds"/>.</summary>
    CvWindow = 1 << 12,

    /// <summary><see cref="AnalysisOptions.MinFit"/>.</summary>
    MinFit = 1 << 13,

    /// <summary><see cref="AnalysisOptions.SessionRule"/>.</summary>
    SessionRule = 1 << 14,

    /// <summary><see cref="AnalysisOptions.SessionGapSeconds"/>.</summary>
    SessionGap = 1 << 15,

    /// <summary><see cref="AnalysisOptions.Lookback"/>.</summary>
    Lookback = 1 << 16,

    /// <summary><see cref="AnalysisOptions.CacheBlocks"/>.</summary>
    CacheBlocks = 1 << 17,

    /// <summary><see cref="AnalysisOptions.EverySeconds"/>.</summary>
    Every = 1 << 20,

    /// <summary><see cref="AnalysisOptions.By"/>.</summary>
    By = 1 << 21,

    /// <summary><see cref="AnalysisOptions.Groups"/>.</summary>
    Groups = 1 << 22,

    /// <summary><see cref="AnalysisOptions.Show"/>.</summary>
    Show = 1 << 23,

    /// <summary><see cref="AnalysisOptions.Slo"/>.</summary>
    Slo = 1 << 24,
}
