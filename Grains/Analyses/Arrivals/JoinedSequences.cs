using System.Runtime.InteropServices;

namespace LlmWorkload.Kernels;

/// <summary>
/// Joins sequences of requests over ranges of time. It finds the inter-arrival times from the last request in one range to the first in a
/// later range, and the pairs of successive inter-arrival times that contain such a time.
/// </summary>
internal sealed class JoinedSequences
{
    private readonly Dictionary<ulong, Sequence> _sequences = [];
    private readonly List<long> _interArrivals = [];
    private readonly List<long> _later = [];
    private readonly List<long> _earlierOfPair = [];
    private readonly List<long> _laterOfPair = [];

    /// <summary>The inter-arrival times between ranges, in ticks.</summary>
    public ReadOnlySpan<long> InterArrivals => CollectionsMarshal.AsSpan(_interArrivals);

    /// <summary>The instant of each one's later request, in UTC ticks.</summary>
    public ReadOnlySpan<long> Later => CollectionsMarshal.AsSpan(_later);

    /// <summary>The earlier inter-arrival time of each pair.</summary>
    public ReadOnlySpan<long> EarlierOfPair => CollectionsMarshal.AsSpan(_earlierOfPair);

    /// <summary>The later inter-arrival time of each pair.</summary>
    public ReadOnlySpan<long> LaterOfPair => CollectionsMarshal.AsSpan(_laterOfPair);

    /// <summary>Adds what a sequence begins and ends with in a range. Ranges are added in the order of time.</summary>
    public void Add(SequenceBorder border)
    {
        ref var sequence = ref CollectionsMarshal.GetValueRefOrAddDefault(_sequences, border.Sequence, out var isKnown);
        if (isKnown)
        {
            var interArrival = border.First - sequence.LastStart;
            _interArrivals.Add(interArrival);
            _later.Add(border.First);
            Follow(ref sequence, interArrival);
        }
        else
        {
            sequence = new Sequence { FirstInterArrival = Missing.Value, LastInterArrival = Missing.Value };
        }

        sequence.LastStart = border.Last;
        if (border.FirstInterArrival == Missing.Value) return;
        if (isKnown) Follow(ref sequence, border.FirstInterArrival);
        else sequence.FirstInterArrival = border.FirstInterArrival;
        sequence.LastInterArrival = border.LastInterArrival;
    }

    /// <summary>The first inter-arrival time of each sequence that has one. It is the later time of no pair.</summary>
    public FrequencyMap FirstInterArrivals() => FrequencyMap.Of([.. _sequences.Values.Select(sequence => sequence.FirstInterArrival)]);

    /// <summary>The last inter-arrival time of each sequence that has one. It is the earlier time of no pair.</summary>
    public FrequencyMap LastInterArrivals() => FrequencyMap.Of([.. _sequences.Values.Select(sequence => sequence.LastInterArrival)]);

    private void Follow(ref Sequence sequence, long interArrival)
    {
        if (sequence.LastInterArrival == Missing.Value)
        {
            sequence.FirstInterArrival = interArrival;
        }
        else
        {
            _earlierOfPair.Add(sequence.LastInterArrival);
            _laterOfPair.Add(interArrival);
        }

        sequence.LastInterArrival = interArrival;
    }

    private struct Sequence
    {
        public long LastStart;
        public long FirstInterArrival;
        public long LastInterArrival;
    }
}
