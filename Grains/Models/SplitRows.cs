using System.Collections.Immutable;
using LlmWorkload.Columns;
using LlmWorkload.Segments;

namespace LlmWorkload.Models;

/// <summary>
/// The rows of a model that a question is about, in its own log and in each of its parts. They are the same however often they are asked
/// for.
/// </summary>
internal sealed class SplitRows(ModelRows own, IModelPartGrain[] parts, ModelView view)
{
    /// <summary>The dataset's version that last changed the rows. While it is the same, the rows are the same.</summary>
    public long Changed => view.Changed;

    /// <summary>Which of the rows count; null for all.</summary>
    public RowFilter? Filter => view.Filter;

    /// <summary>The logs, as parts that a kernel can ask.</summary>
    public ModelParts Parts(KernelScheduler scheduler) => new(
        [
            question => own.AskAsync(question, view.Own),
            .. parts.Select((part, number) =>
                (Func<ModelQuestion, Task<ModelAnswer>>)(question => part.AskAsync(question, view.OfPart(number)))),
        ],
        scheduler);

    /// <summary>The segments of all logs in one place.</summary>
    public async Task<OpenedSegments> GatherAsync()
    {
        var ownSegments = await own.SegmentsAsync(view.Own);
        var others = await Task.WhenAll(parts.Select((part, number) => ReadAsync(part, view.OfPart(number))));
        return new OpenedSegments(ownSegments.AddRange(others.SelectMany(segments => segments)));
    }

    private static async Task<ImmutableList<SegmentMessage>> ReadAsync(IModelPartGrain part, SegmentView view)
    {
        var read = ImmutableList.CreateBuilder<SegmentMessage>();
        while (read.Count != view.Held?.Segments && await part.ReadAsync(read.Count, view) is { Length: > 0 } more) read.AddRange(more);
        return read.ToImmutable();
    }
}
