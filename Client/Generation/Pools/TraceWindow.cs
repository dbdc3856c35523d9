namespace LlmWorkload.Generation;

/// <summary>A window of a client's trace in which it sends requests.</summary>
/// <param name="Number">The place of the window among all windows of the pool.</param>
/// <param name="Rate">Requests per second, above 0.</param>
/// <param name="IsWeibull">Whether the times between requests follow a Weibull law, and not a gamma law.</param>
/// <param name="Shape">The shape of the law.</param>
/// <param name="Scale">Its scale in seconds.</param>
internal readonly record struct TraceWindow(int Number, double Rate, bool IsWeibull, double Shape, double Scale);
