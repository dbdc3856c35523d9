using LlmWorkload.Figures;

namespace LlmWorkload.Figures;

/// <summary>A figure that can be built.</summary>
/// <param name="Path">Path below the output root, without extension.</param>
/// <param name="BuildAsync">Builds it.</param>
internal sealed record FigurePlan(string Path, Func<Task<Figure>> BuildAsync)
{
    /// <summary>A figure built without asking anyone.</summary>
    public static FigurePlan Of(string path, Func<Figure> build) => new(path, () => Task.Run(build));
}
