namespace LlmWorkload.Kernels;

/// <summary>A law of numbers above 0 with values for its parameters.</summary>
[GenerateSerializer, Immutable, Alias("llmwl.law")]
internal abstract record Law
{
    /// <summary>Its name, a key of <c>summary.json</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Names and values of its parameters.</summary>
    public abstract IReadOnlyList<(string Name, double Value)> Parameters { get; }

    /// <summary>The probability of a number up to x, 0 for x ≤ 0.</summary>
    public abstract double Below(double x);

    /// <summary>The probability of a greater number than x, with all its digits where it is small.</summary>
    public abstract double Above(double x);
}
