using BenchmarkDotNet.Attributes;
using LlmWorkload.Analyses;

namespace LlmWorkload.Benchmarks.Micro;

/// <summary>What caches of every capacity find of the blocks of prompts, in one pass. <c>Per second</c> is blocks.</summary>
public class PrefixBenchmarks
{
    private const int Blocks = 2_000_000;
    private const int Conversations = 20_000;
    private const int Shared = 8;
    private const int MostBlocks = 120;
    private const int BlockTokens = 512;

    private BlockRows _rows = null!;

    /// <summary>Makes turns of conversations: all begin with the same blocks, and each turn has those of the one before it.</summary>
    [GlobalSetup]
    public void Generate()
    {
        var random = new Random(1);
        var ofConversation = new List<int>[Conversations];
        var (starts, blocks, different) = (new List<int> { 0 }, new List<int>(Blocks), Shared);
        while (blocks.Count < Blocks)
        {
            // The lower numbers come more often.
            var conversation = (int)(Conversations * Math.Pow(random.NextDouble(), 3));
            var own = ofConversation[conversation];
            if (own is null || own.Count > MostBlocks) own = ofConversation[conversation] = [.. Enumerable.Range(0, Shared)];
            for (var added = random.Next(1, 12); added > 0; added--) own.Add(different++);
            blocks.AddRange(own);
            starts.Add(blocks.Count);
        }

        blocks.RemoveRange(Blocks, blocks.Count - Blocks);
        starts[^1] = Blocks;
        var requests = starts.Count - 1;
        var tokens = new int[requests];
        tokens.AsSpan().Fill(BlockTokens);
        long[] input = [.. Enumerable.Range(0, requests).Select(at => (long)BlockTokens * (starts[at + 1] - starts[at]))];
        _rows = new BlockRows([.. starts], [.. blocks], different, input, tokens);
    }

    /// <summary>Stack distances of all blocks, and the hits of every capacity.</summary>
    [Benchmark(OperationsPerInvoke = Blocks)]
    public object Hits() => _rows.Hits();

    /// <summary>The curve of hit rates from them.</summary>
    [Benchmark(OperationsPerInvoke = Blocks)]
    public object Curve() => _rows.Hits().Curve();
}
