namespace LlmWorkload.Figures;

/// <summary>What the series of a panel need of one axis.</summary>
internal sealed class AxisExtent
{
    public double Lowest { get; private set; } = double.PositiveInfinity;

    public double Highest { get; private set; } = double.NegativeInfinity;

    /// <summary>The lowest value above zero, for a logarithmic axis.</summary>
    public double LowestPositive { get; private set; } = double.PositiveInfinity;

    public bool IsEmpty => Lowest > Highest;

    /// <summary>Whether 0 is among the values. On a logarithmic axis it has a band of its own.</summary>
    public bool HasZero { get; private set; }

    /// <summary>Whether marks grow from zero, so that the axis starts there.</summary>
    public bool FromZero { get; set; }

    /// <summary>Whether the axis covers its marks exactly, without a margin (bars, categories).</summary>
    public bool Tight { get; set; }

    /// <summary>Whether all values are whole numbers. Ticks between them say nothing then.</summary>
    public bool IsWhole { get; set; }

    /// <summary>Logical pixels kept free beyond the highest value, for labels.</summary>
    public double Headroom { get; set; }

    public void Add(double value) => Add([value]);

    public void Add(ReadOnlySpan<double> values)
    {
        var (lowest, highest, positive, zero) = (Lowest, Highest, LowestPositive, HasZero);
        foreach (var value in values)
        {
            if (!double.IsFinite(value)) continue;
            if (value < lowest) lowest = value;
            if (value > highest) highest = value;
            if (value > 0 && value < positive) positive = value;
            zero |= value == 0;
        }

        (Lowest, Highest, LowestPositive, HasZero) = (lowest, highest, positive, zero);
    }
}

/// <summary>What the series of a panel need of both axes, and what they need to find it out.</summary>
/// <param name="panel">The panel.</param>
/// <param name="pen">For measuring labels.</param>
/// <param name="width">Width of the plot area, as far as it is known.</param>
/// <param name="height">Height of the plot area, as far as it is known.</param>
internal sealed class PanelExtent(Panel panel, TextPen pen, double width, double height)
{
    public Panel Panel => panel;

    public TextPen Pen => pen;

    public double Width => width;

    public double Height => height;

    public AxisExtent X { get; } = new();

    public AxisExtent Y { get; } = new();
}
