using System.Globalization;

namespace LlmWorkload.Benchmarks.EndToEnd;

/// <summary>A table for people that is Markdown too: the first column to the left, numbers to the right.</summary>
internal sealed class AlignedTable(params string[] columns)
{
    private readonly List<string[]> _rows = [];

    /// <summary>Adds a row.</summary>
    /// <param name="cells">A text for each column.</param>
    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>A number with thousands separators and so many decimals.</summary>
    public static string Number(double value, int decimals = 0) => value.ToString($"N{decimals}", CultureInfo.InvariantCulture);

    /// <summary>Prints it, with an empty line before it.</summary>
    public void Print(TextWriter output)
    {
        int[] widths = [.. columns.Select((name, column) => _rows.Select(row => row[column].Length).Append(name.Length).Max())];
        output.WriteLine();
        output.WriteLine(Line(columns, widths));
        var rules = widths.Select((width, column) => column == 0 ? new string('-', width + 2) : $"{new string('-', width + 1)}:");
        output.WriteLine($"|{string.Join('|', rules)}|");
        foreach (var row in _rows) output.WriteLine(Line(row, widths));
    }

    private static string Line(string[] cells, int[] widths)
    {
        var padded = cells.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
        return $"| {string.Join(" | ", padded)} |";
    }
}
