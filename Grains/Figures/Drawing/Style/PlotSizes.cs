namespace LlmWorkload.Figures;

/// <summary>The sizes of texts and strokes, in logical units.</summary>
internal sealed record PlotSizes
{
    private const double Small = 12;

    /// <summary>For a screen: a unit is a pixel of 96 an inch.</summary>
    public static PlotSizes Screen { get; } = new();

    /// <summary>For a paper: a unit is two thirds of a point, so that all text is 8 points high.</summary>
    public static PlotSizes Paper { get; } = new()
    {
        IsTitled = false,
        UnitsPerInch = 108,
        FigureTitle = new TextStyle(Small, PlotStyle.Ink),
        PanelTitle = new TextStyle(Small, PlotStyle.Ink),
        AxisTitle = new TextStyle(Small, PlotStyle.Ink),
        TickLabel = new TextStyle(Small, PlotStyle.Ink),
        SmallTickLabel = new TextStyle(Small, PlotStyle.Ink),
        ValueLabel = new TextStyle(Small, PlotStyle.Ink),
        Legend = new TextStyle(Small, PlotStyle.Ink),
        Note = new TextStyle(Small, PlotStyle.Ink),
        Mark = new TextStyle(Small, PlotStyle.Ink),
        NoData = new TextStyle(Small, PlotStyle.Soft),
        LineThickness = 1.15,
        MarkerRadius = 1.5,
        TickLength = 4,
        TickGap = 3,
        LegendRow = 15,
        LegendKey = 18,
        LegendGap = 12,
        Edge = 2,
        PanelGap = 10,
        TitleGap = 3,
        RowHeight = 1.12,
        SideGap = 8,
    };

    /// <summary>Whether the title stands over the figure.</summary>
    public bool IsTitled { get; private init; } = true;

    public double UnitsPerInch { get; private init; } = 96;

    public TextStyle FigureTitle { get; private init; } = new(19, PlotStyle.Ink, Bold: true);

    public TextStyle PanelTitle { get; private init; } = new(15, PlotStyle.Ink, Bold: true);

    public TextStyle AxisTitle { get; private init; } = new(14, PlotStyle.Ink);

    public TextStyle TickLabel { get; private init; } = new(12, PlotStyle.Ink);

    public TextStyle SmallTickLabel { get; private init; } = new(10, PlotStyle.Ink);

    public TextStyle ValueLabel { get; private init; } = new(11, PlotStyle.Ink);

    public TextStyle Legend { get; private init; } = new(12, PlotStyle.Ink);

    public TextStyle Note { get; private init; } = new(12, PlotStyle.Ink);

    public TextStyle Mark { get; private init; } = new(11.5, PlotStyle.Ink);

    public TextStyle NoData { get; private init; } = new(18, PlotStyle.Frame);

    public double LineThickness { get; private init; } = 1.8;

    public double MarkerRadius { get; private init; } = 2.2;

    public double TickLength { get; private init; } = 5;

    public double TickGap { get; private init; } = 4;

    /// <summary>Height of a row of the legend.</summary>
    public double LegendRow { get; private init; } = 19;

    /// <summary>Width of the sample before a name of the legend.</summary>
    public double LegendKey { get; private init; } = 26;

    /// <summary>Space between columns of the legend.</summary>
    public double LegendGap { get; private init; } = 20;

    /// <summary>Space at the edge of the page.</summary>
    public double Edge { get; private init; } = 12;

    /// <summary>Space between labels of ticks and the title of their axis.</summary>
    public double TitleGap { get; private init; } = 8;

    /// <summary>How far rows of labels are apart at least, as a share of their size.</summary>
    public double RowHeight { get; private init; } = 1.3;

    /// <summary>Space between panels.</summary>
    public double PanelGap { get; private init; } = 18;

    /// <summary>Space between a plot area and what stands beside it.</summary>
    public double SideGap { get; private init; } = 14;
}
