namespace LlmWorkload.Questions;

/// <summary>The minute of the UTC clock with the most requests; of several, the first.</summary>
/// <param name="Start">Its start in ticks.</param>
/// <param name="Requests">The requests that start in it.</param>
[GenerateSerializer, Immutable, Alias("llmwl.summary.minute")]
public sealed record BusiestMinute([property: Id(0)] long Start, [property: Id(1)] long Requests)
{
    private const double Seconds = 60;

    /// <summary>Its requests, divided by 60.</summary>
    public double RequestsPerSecond => Requests / Seconds;
}
