using System.Globalization;

namespace LlmWorkload.Generation;

/// <summary>Reads the trace of a client: a line <c>t,rate,cv,pattern,arg1,arg2</c> for every window, without a header.</summary>
internal static class TraceFile
{
    private const string Gamma = "Gamma";
    private const string Weibull = "Weibull";
    private const double MostRate = 1e6;
    private const double LeastShape = 1e-12;
    private const double MostShape = 1e12;
    private const double MostScale = 1e12;

    private static readonly string[] Columns = ["t", "rate", "cv", "pattern", "arg1", "arg2"];

    /// <summary>Reads a trace.</summary>
    /// <param name="path">The file.</param>
    /// <param name="starts">When each window begins. Where it is empty it is filled; else the trace must have the same.</param>
    /// <returns>The windows in which the client sends requests.</returns>
    /// <exception cref="WorkloadException">The file is none; the message has line, column and what was expected.</exception>
    public static List<TraceWindow> Read(string path, List<long> starts)
    {
        var isFirst = starts.Count == 0;
        var windows = new List<TraceWindow>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            var fields = line.Split(',');
            if (fields.Length != Columns.Length)
            {
                throw PoolFault.Of(
                    string.Create(CultureInfo.InvariantCulture, $"{path}:{number + 1}"), line, $"{string.Join(',', Columns)}");
            }

            var start = Start(fields[0], isFirst, starts, number, Place);
            if (isFirst) starts.Add(start);
            if (Window(fields, number, Place) is { } window) windows.Add(window);
            number++;
        }

        if (number == 0) throw PoolFault.Of($"{path} has no line; expected one for every window.");
        if (number < starts.Count)
        {
            throw PoolFault.Of(string.Create(
                CultureInfo.InvariantCulture, $"{path} has {number} lines; expected {starts.Count}, as the trace before it."));
        }

        return windows;

        string Place(int column) =>
            string.Create(CultureInfo.InvariantCulture, $"{path}:{number + 1}, column {column + 1} ({Columns[column]})");
    }

    private static long Start(string text, bool isFirst, List<long> starts, int number, Func<int, string> place)
    {
        var isWhole = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var start);
        if (isFirst)
        {
            var least = number == 0 ? 0 : starts[^1] + 1;
            return isWhole && start >= least ? start : throw PoolFault.Of(
                place(0), text, $"whole seconds from {InvariantText.Whole(least)} on");
        }

        if (number >= starts.Count) throw PoolFault.Of(place(0), text, "the end, as in the trace before it");
        return isWhole && start == starts[number] ? start : throw PoolFault.Of(
            place(0), text, $"{starts[number].ToString(CultureInfo.InvariantCulture)}, as in the trace before it");
    }

    // A window without a pattern is idle, and one whose rate is 0.
    private static TraceWindow? Window(string[] fields, int number, Func<int, string> place)
    {
        var rate = Parse(1, 0, MostRate);
        Parse(2, 0, double.MaxValue);
        if (fields[3] is not ("" or Gamma or Weibull)) throw PoolFault.Of(place(3), fields[3], $"{Gamma}, {Weibull} or nothing");
        var isIdle = fields[3] == "" || rate == 0;
        var shape = Parse(4, isIdle ? 0 : LeastShape, MostShape);
        var scale = Parse(5, 0, MostScale);
        return isIdle ? null : new TraceWindow(number, rate, fields[3] == Weibull, shape, scale);

        double Parse(int column, double least, double most) =>
            double.TryParse(fields[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least
                && value <= most
                ? value
                : throw PoolFault.Of(
                    place(column), fields[column], string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"));
    }
}
