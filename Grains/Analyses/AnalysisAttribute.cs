namespace LlmWorkload.Analyses;

/// <summary>
/// Says in the file of an analysis that its class is one. Whoever looked for them among the classes of the assembly would load them all.
/// </summary>
/// <param name="type">The class, an <see cref="IAnalysis"/>.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class AnalysisAttribute(Type type) : Attribute
{
    /// <summary>The class.</summary>
    public Type Type => type;
}
