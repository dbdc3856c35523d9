namespace LlmWorkload.Export;

/// <summary>Which rows of a trace have blocks.</summary>
internal enum ReplayBlocks
{
    /// <summary>All: those that came without get blocks that nothing shares.</summary>
    Always,

    /// <summary>Those that came with some.</summary>
    WherePresent,

    /// <summary>All where every row came with some; else none.</summary>
    WhereAllHaveThem,
}
