namespace LlmWorkload.Reading;

/// <summary>What the values of a field are.</summary>
internal enum FieldKind
{
    /// <summary>A UTC instant in ticks of 100 ns.</summary>
    Instant,

    /// <summary>A whole number, not negative.</summary>
    Whole,

    /// <summary>A duration in ticks of 100 ns, not negative; logs have decimal seconds.</summary>
    Seconds,

    /// <summary>An amount of money in 10⁻⁹ US dollars, not negative; logs have decimal dollars.</summary>
    Money,

    /// <summary>A text.</summary>
    Text,
}
