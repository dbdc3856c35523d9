using LlmWorkload.Segments;

namespace LlmWorkload.Ingestion;

/// <summary>A straight way to the silos that hold rows.</summary>
internal interface ISegmentRoute
{
    /// <summary>Begins to connect, unless that has begun. Until it is done segments go the usual way.</summary>
    void Begin();

    /// <summary>Appends a segment, by way of the silo that holds the grain where that can be.</summary>
    /// <param name="grain">The grain, as a client of the cluster knows it.</param>
    /// <param name="segment">The segment.</param>
    Task AppendAsync(ISegmentGrain grain, SegmentMessage segment);
}
