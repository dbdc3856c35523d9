namespace LlmWorkload.Output;

/// <summary>
/// How far the figures of a run are. How many there are in all is known when every analysis is computed; until then it grows.
/// </summary>
/// <param name="analyses">How many analyses run.</param>
/// <param name="time">The clock.</param>
/// <param name="show">Told the share that is done, from 0 to 1 and never less than before, and the words for it.</param>
internal sealed class FigureProgress(int analyses, TimeProvider time, Action<double, string> show)
{
    private readonly Lock _lock = new();
    private long _start;
    private int _known;
    private int _planned;
    private int _drawn;
    private double _share;

    /// <summary>An analysis is computed, and has so many figures to draw.</summary>
    public void Plan(int figures)
    {
        lock (_lock)
        {
            if (_planned == 0) _start = time.GetTimestamp();
            _known++;
            _planned += figures;
            Show();
        }
    }

    /// <summary>A figure is written.</summary>
    public void Draw()
    {
        lock (_lock)
        {
            _drawn++;
            Show();
        }
    }

    private void Show()
    {
        _share = Math.Max(_share, (double)(_known + _drawn) / (analyses + _planned) * _known / analyses);
        show(_share, Words());
    }

    private string Words()
    {
        if (_planned == 0) return $"analyses {_known} of {analyses}";
        var drawn = FormattableString.Invariant($"figures {_drawn:N0} of {_planned:N0}");
        if (_known < analyses) return $"{drawn} or more";
        return _drawn == 0 || _drawn == _planned ? drawn : $"{drawn}, {Left()}";
    }

    private string Left()
    {
        var seconds = Math.Ceiling(time.GetElapsedTime(_start).TotalSeconds / _drawn * (_planned - _drawn));
        return seconds < 100 ? $"{seconds:0} s left" : $"{Math.Ceiling(seconds / 60):0} min left";
    }
}
