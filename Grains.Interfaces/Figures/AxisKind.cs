namespace LlmWorkload.Figures;

/// <summary>The kinds of axis.</summary>
public enum AxisKind
{
    /// <summary>Linear numbers, thousands separators.</summary>
    Linear,

    /// <summary>
    /// Base-10 logarithm, decades labelled as powers of ten; 0 stands at the low end in a band of its own, values below it are not drawn.
    /// </summary>
    Logarithmic,

    /// <summary>Named categories at 0, 1, 2, …</summary>
    Category,

    /// <summary>
    /// UTC instants, as <see cref="DateTime"/> ticks divided by <see cref="TimeSpan.TicksPerSecond"/> (seconds since 0001-01-01).
    /// </summary>
    Time,

    /// <summary>No axis is drawn (a pie).</summary>
    None,

    /// <summary>UTC instants of the beginnings of months, as <see cref="Time"/> has them. Nothing but months is labelled.</summary>
    Month,
}
