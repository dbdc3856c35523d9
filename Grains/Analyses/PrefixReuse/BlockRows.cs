using LlmWorkload.Kernels;

namespace LlmWorkload.Analyses;

/// <summary>Requests with blocks, in the order in which a cache sees them.</summary>
/// <param name="Starts">For each request, where its blocks begin; one more for the end.</param>
/// <param name="Blocks">The blocks of one request after the other, numbered from 0.</param>
/// <param name="Different">How many different blocks there are.</param>
/// <param name="Input">Input tokens of each request, or missing.</param>
/// <param name="BlockTokens">Tokens of a block of each request; 0 where nobody knows.</param>
internal sealed record BlockRows(int[] Starts, int[] Blocks, int Different, long[] Input, int[] BlockTokens)
{
    /// <summary>Requests.</summary>
    public int Count => Input.Length;

    /// <summary>The blocks of a request.</summary>
    public ReadOnlySpan<int> Of(int request) => Blocks.AsSpan(Starts[request]..Starts[request + 1]);

    /// <summary>
    /// What caches of every capacity find: a request finds the blocks at its beginning that all lie in the cache, and afterwards touches
    /// its blocks from the last to the first.
    /// </summary>
    public CacheHits Hits()
    {
        var hits = new CacheHits(Different);
        var stack = new RecencyStack(Different, Blocks.Length);
        for (var request = 0; request < Count; request++)
        {
            var blocks = Of(request);
            var capacity = 0;
            for (var i = 0; i < blocks.Length; i++)
            {
                // A cache has the first blocks when it has room for the deepest of them.
                if (stack.DepthOf(blocks[i]) is not { } depth) break;
                capacity = Math.Max(capacity, depth);
                hits.Add(capacity, isFirst: i == 0, Tokens(request, i));
            }

            for (var i = blocks.Length - 1; i >= 0; i--) stack.Touch(blocks[i]);
        }

        return hits;
    }

    // What a block adds to the input tokens that were found; the last one may not be full.
    private long Tokens(int request, int block)
    {
        if (Input[request] == Missing.Value) return 0;
        var before = (long)block * BlockTokens[request];
        return Math.Max(0, Math.Min(Input[request], before + BlockTokens[request]) - before);
    }
}
