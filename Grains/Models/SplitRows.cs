using System.Collections.Immutable;
using LlmWorkload.Columns;
using LlmWorkload.Segments;

namespace LlmWorkload.Models;

/// <summary>
/// The rows of a model that a question is about, in its own log and in each of its parts. They are the same however often they are asked
/// for.
/// </summary>
/// <param name="own">Answers questions from the model's own rows.</param>
/// <param name="segments">The segments of these.</param>
/// <param name="parts">The parts.</param>
/// <param name="view">The rows that are meant.</param>
internal sealed class SplitRows(
    Func<ModelQuestion, Task<ModelAnswer>> own, Func<ValueTask<ImmutableList<StoredSegment>>> segments, IModelPartGrain[] parts,
    ModelView view)
{
    /// <summary>The dataset's version that last changed the rows. While it is the same, the rows are the same.</summary>
    public long Changed => view.Changed;

    /// <summary>Which of the rows count; null for all.</summary>
    public RowFilter? Filter => view.Filter;

    /// <summary>The logs, as parts that a kernel can ask.</summary>
    public ModelParts Parts(KernelScheduler scheduler) => new(
        [
            own,
            .. parts.Select((part, number) =>
                (Func<ModelQuestion, Task<ModelAnswer>>)(question => part.AskAsync(question, view.OfPart(number)))),
        ],
        scheduler);

    /// <summary>The segments of all logs in one place.</summary>
    public async Task<OpenedSegments> GatherAsync()
    {
        var ownSegments = await segments();
        var others = await Task.WhenAll(parts.Select((part, number) => ReadAsync(part, view.OfPart(number))));
        return new OpenedSegments(ownSegments.AddRange(others.SelectMany(other => other)));
    }

    private static async Task<ImmutableList<StoredSegment>> ReadAsync(IModelPartGrain part, SegmentView view)
    {
        var read = ImmutableList.CreateBuilder<StoredSegment>();
        while (read.Count != view.Held?.Segments && await part.ReadAsync(read.Count, view) is { Length: > 0 } more)
            read.AddRange(more.Select(segment => new StoredSegment(segment)));
        return read.ToImmutable();
    }
}
