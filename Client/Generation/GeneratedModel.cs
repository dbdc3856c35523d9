namespace LlmWorkload.Generation;

/// <summary>How one model is used and how fast it is: fixed numbers drawn from the seed and the model's rank.</summary>
internal readonly struct GeneratedModel
{
    /// <summary>Draws the profile of a model.</summary>
    public GeneratedModel(RandomSource random)
    {
        LogMedianInput = 6.2 + 0.9 * random.NextNormal();
        MeanOutput = 320 * PortableMath.Exp(0.6 * random.NextNormal());
        BaseTtft = 0.25 * PortableMath.Exp(0.6 * random.NextNormal());
        TtftPerInput = 6e-5 * PortableMath.Exp(0.5 * random.NextNormal());
        SecondsPerOutput = 0.018 * PortableMath.Exp(0.5 * random.NextNormal());
    }

    /// <summary>Natural logarithm of the median input, in tokens.</summary>
    public double LogMedianInput { get; }

    /// <summary>Mean output, in tokens.</summary>
    public double MeanOutput { get; }

    /// <summary>Time to first token of an empty prompt, in seconds.</summary>
    public double BaseTtft { get; }

    /// <summary>What an input token adds to it, in seconds.</summary>
    public double TtftPerInput { get; }

    /// <summary>Time per output token, in seconds.</summary>
    public double SecondsPerOutput { get; }
}
