using LlmWorkload.Answers;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Models;

/// <summary>Asks a model for its <see cref="ModelProfile"/>.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.model.profile.question")]
public sealed record ProfileQuestion : ModelQuestion
{
    /// <summary>Answers it.</summary>
    public static readonly ModelKernel Kernel = ModelKernel.For<ProfileQuestion>(static (_, columns) => Describe(columns));

    private static ModelProfile Describe(SegmentColumns columns)
    {
        var started = columns.Integers(ColumnId.Started);
        var input = columns.Integers(ColumnId.InputTokens);
        var output = columns.Integers(ColumnId.OutputTokens);
        return new ModelProfile(
            started.Length,
            columns.Hashes(ColumnId.User).Hashes.Length,
            started.Length == 0 ? Missing.Value : started.Min(),
            started.Length == 0 ? Missing.Value : started.Max(),
            Sum(input),
            Sum(output),
            Summaries.Of(FrequencyMap.Of(input)),
            Summaries.Of(FrequencyMap.Of(output)),
            Summaries.Of(FrequencyMap.Of(columns.Integers(ColumnId.Ttft)), Units.TicksPerSecond),
            Summaries.Of(FrequencyMap.Of(columns.Integers(ColumnId.Duration)), Units.TicksPerSecond));
    }

    private static long Sum(long[] column)
    {
        var sum = 0L;
        foreach (var value in column)
        {
            if (value != Missing.Value) sum = checked(sum + value);
        }

        return sum;
    }
}
