namespace LlmWorkload.Generation;

/// <summary>The distributions of the tokens of a client's requests over some time.</summary>
/// <param name="Start">When that begins, in seconds.</param>
/// <param name="Text">Input tokens; of a multimodal pool those of text.</param>
/// <param name="Media">How many pictures, sounds or videos a request has, and the tokens of one; none but for a multimodal pool.</param>
/// <param name="Output">Output tokens.</param>
internal sealed record PoolRequestTokens(
    long Start, TokenDistribution Text, IReadOnlyList<(TokenDistribution Count, TokenDistribution Tokens)> Media, TokenDistribution Output)
{
    /// <summary>Draws input and output tokens of a request; one does not depend on the other.</summary>
    public (long Input, long Output) Draw(RandomSource random)
    {
        var input = Text.Draw(random);
        foreach (var (count, tokens) in Media)
        {
            for (var left = count.Draw(random); left > 0; left--) input += tokens.Draw(random);
        }

        return (input, Output.Draw(random));
    }
}
