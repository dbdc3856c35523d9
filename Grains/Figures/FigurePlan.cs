using LlmWorkload.Figures;

namespace LlmWorkload.Figures;

/// <summary>A figure that can be built.</summary>
/// <param name="Path">Path below the output root, without extension.</param>
/// <param name="BuildAsync">Builds it.</param>
internal sealed record FigurePlan(string Path, Func<Task<Figure>> BuildAsync)
{
    /// <summary>Why it is not worth drawing, as a sentence; null where it is drawn.</summary>
    public string? Reason { get; private init; }

    /// <summary>A figure built without asking anyone.</summary>
    public static FigurePlan Of(string path, Func<Figure> build) => new(path, () => Task.Run(build));

    /// <summary>The figure, unless there is a reason not to draw it.</summary>
    /// <param name="reason">The first of these that is not null is the reason.</param>
    public FigurePlan Unless(params ReadOnlySpan<string?> reason)
    {
        foreach (var each in reason)
        {
            if (each is not null && Reason is null) return this with { Reason = each };
        }

        return this;
    }
}
