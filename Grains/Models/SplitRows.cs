using System.Collections.Immutable;
using LlmWorkload.Answers;
using LlmWorkload.Segments;

namespace LlmWorkload.Models;

/// <summary>
/// The rows of a model as they are at one moment: the first so many segments of its own log and of each of its parts. Logs only grow, and so the same first
/// segments can be asked again.
/// </summary>
internal sealed class SplitRows
{
    private readonly ModelRows _own;
    private readonly int _ownSegments;
    private readonly IModelPartGrain[] _parts;
    private readonly int[] _partSegments;

    private SplitRows(ModelRows own, int ownSegments, IModelPartGrain[] parts, int[] partSegments) =>
        (_own, _ownSegments, _parts, _partSegments) = (own, ownSegments, parts, partSegments);

    /// <summary>Moves with every append to any of the logs.</summary>
    public long Version => _ownSegments + _partSegments.Sum(segments => (long)segments);

    /// <summary>The rows of a model's own log and of its parts as they are now.</summary>
    public static async Task<SplitRows> OfAsync(ModelRows own, IModelPartGrain[] parts)
    {
        var ownSegments = own.Segments.Count;
        return new SplitRows(own, ownSegments, parts, await Task.WhenAll(parts.Select(part => part.CountAsync())));
    }

    /// <summary>The logs as parts to be asked.</summary>
    public ModelParts Parts(KernelScheduler scheduler) => new(
        [
            question => _own.AskAsync(question, _ownSegments),
            .. _parts.Zip(_partSegments, (part, segments) => (Func<ModelQuestion, Task<ModelAnswer>>)(question => part.AskAsync(question, segments))),
        ],
        scheduler);

    /// <summary>All rows in one place.</summary>
    public async Task<OpenedSegments> GatherAsync()
    {
        var own = _own.First(_ownSegments);
        var others = await Task.WhenAll(_parts.Zip(_partSegments, ReadAsync));
        return new OpenedSegments(own.AddRange(others.SelectMany(segments => segments)));
    }

    private static async Task<ImmutableList<SegmentMessage>> ReadAsync(IModelPartGrain part, int segments)
    {
        var read = ImmutableList.CreateBuilder<SegmentMessage>();
        while (read.Count < segments) read.AddRange(await part.ReadAsync(read.Count, segments));
        return read.ToImmutable();
    }
}
