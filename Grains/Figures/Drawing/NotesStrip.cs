using OxyPlot;

namespace LlmWorkload.Figures;

/// <summary>Notes in rows above a plot area that is too narrow for a box beside it.</summary>
internal sealed class NotesStrip
{
    private const string Between = "   ";
    private const double Gap = 3;

    private readonly List<string> _rows = [];
    private readonly TextPen _pen;

    /// <param name="notes">The notes; none is divided.</param>
    /// <param name="width">How wide the rows may be.</param>
    /// <param name="pen">For measuring and writing.</param>
    public NotesStrip(IEnumerable<string> notes, double width, TextPen pen)
    {
        _pen = pen;
        foreach (var note in notes)
        {
            var joined = _rows.Count == 0 ? note : _rows[^1] + Between + note;
            if (_rows.Count > 0 && pen.Measure(joined, pen.Sizes.Note).Width <= width) _rows[^1] = joined;
            else _rows.Add(pen.Fit(note, pen.Sizes.Note, width));
        }
    }

    public int Rows => _rows.Count;

    public double Height => (_rows.Count * _pen.Sizes.Note.LineHeight) + Gap;

    public void Draw(double left, double top)
    {
        for (var i = 0; i < _rows.Count; i++)
            _pen.Write(_rows[i], _pen.Sizes.Note, left, top + (i * _pen.Sizes.Note.LineHeight));
    }
}
