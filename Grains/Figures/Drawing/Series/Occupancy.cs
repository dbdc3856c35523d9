using OxyPlot;

namespace LlmWorkload.Figures;

/// <summary>Which small squares of a plot area are covered by data.</summary>
internal sealed class Occupancy(OxyRect area)
{
    private const double Side = 5;

    private readonly int _columns = Math.Max(1, (int)Math.Ceiling(area.Width / Side));
    private readonly int _rows = Math.Max(1, (int)Math.Ceiling(area.Height / Side));
    private readonly bool[] _covered = new bool[
        Math.Max(1, (int)Math.Ceiling(area.Width / Side)) * Math.Max(1, (int)Math.Ceiling(area.Height / Side))];

    public OxyRect Area => area;

    public void Point(double x, double y)
    {
        if (x < area.Left || x > area.Right || y < area.Top || y > area.Bottom) return;

        _covered[(Row(y) * _columns) + Column(x)] = true;
    }

    public void Segment(double x0, double y0, double x1, double y1)
    {
        var steps = (int)Math.Min(4000, Math.Ceiling(Math.Max(Math.Abs(x1 - x0), Math.Abs(y1 - y0)) / Side)) + 1;
        for (var i = 0; i <= steps; i++)
        {
            var at = (double)i / steps;
            Point(x0 + ((x1 - x0) * at), y0 + ((y1 - y0) * at));
        }
    }

    public void Rectangle(OxyRect box)
    {
        if (box.Right < area.Left || box.Left > area.Right || box.Bottom < area.Top || box.Top > area.Bottom) return;

        for (var row = Row(box.Top); row <= Row(box.Bottom); row++)
            Array.Fill(_covered, true, (row * _columns) + Column(box.Left), Column(box.Right) - Column(box.Left) + 1);
    }

    /// <summary>Whether data covers none of a box's squares.</summary>
    public bool IsFree(OxyRect box)
    {
        var (left, right) = (Column(box.Left), Column(box.Right));
        for (var row = Row(box.Top); row <= Row(box.Bottom); row++)
        {
            if (_covered.AsSpan((row * _columns) + left, right - left + 1).Contains(true)) return false;
        }

        return true;
    }

    private int Column(double x) => Math.Clamp((int)((x - area.Left) / Side), 0, _columns - 1);

    private int Row(double y) => Math.Clamp((int)((y - area.Top) / Side), 0, _rows - 1);
}
