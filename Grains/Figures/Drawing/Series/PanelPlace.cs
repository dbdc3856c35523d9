namespace LlmWorkload.Figures;

/// <summary>What stands around a panel of a figure.</summary>
/// <param name="HasAxisBelow">Whether a panel below has the labels of its horizontal axis.</param>
/// <param name="IsBesideOthers">Whether other panels stand beside it, so that its width is for the data.</param>
/// <param name="Left">The least room left of the plot area, so that panels above one another have one axis.</param>
/// <param name="Right">The least room right of it.</param>
/// <param name="RoomBelow">Room between it and the next panel, which the title of a low vertical axis may take.</param>
internal readonly record struct PanelPlace(
    bool HasAxisBelow = false, bool IsBesideOthers = false, double Left = 0, double Right = 0, double RoomBelow = 0);
