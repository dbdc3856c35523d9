namespace LlmWorkload.Figures;

/// <summary>What figures are drawn for.</summary>
public enum FigureStyle
{
    /// <summary>A screen: a title over the figure, text of several sizes, strong lines.</summary>
    Screen,

    /// <summary>A column of a paper: text of 8 points, thin lines, no title. The title goes into the caption.</summary>
    Paper,
}
