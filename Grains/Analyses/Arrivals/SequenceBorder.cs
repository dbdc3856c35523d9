namespace LlmWorkload.Kernels;

/// <summary>
/// What a sequence of requests begins and ends with in a range of time. By it, the sequence is joined to what lies before and behind.
/// </summary>
/// <param name="Range">Index of the range among those of its part.</param>
/// <param name="Sequence">What names the sequence: the hash of a user's id, or 0 where all requests are one sequence.</param>
/// <param name="First">Its first start in the range, in ticks.</param>
/// <param name="Last">Its last start in the range, in ticks.</param>
/// <param name="FirstInterArrival">Its first inter-arrival time within the range, in ticks; missing with fewer than two requests.</param>
/// <param name="LastInterArrival">Its last inter-arrival time within the range, in ticks; missing with fewer than two requests.</param>
internal readonly record struct SequenceBorder(
    int Range, ulong Sequence, long First, long Last, long FirstInterArrival, long LastInterArrival);
