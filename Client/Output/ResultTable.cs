using System.Globalization;
using System.Text;
using CsvHelper;
using Spectre.Console;

namespace LlmWorkload.Output;

/// <summary>
/// A result of rows and columns, printed as a table, JSON or CSV. Values are texts, whole numbers, decimals, amounts, truth values or null.
/// </summary>
/// <param name="Title">What a table is called; not part of JSON and CSV.</param>
/// <param name="Columns">Names in snake_case.</param>
/// <param name="Rows">A value a column.</param>
internal sealed record ResultTable(string? Title, IReadOnlyList<string> Columns, IReadOnlyList<object?[]> Rows)
{
    /// <summary>A sentence in the place of a table: of what has no rows.</summary>
    public static ResultTable Sentence(string text) => new(text, [], []);

    /// <summary>The table of a list.</summary>
    public ResultTable(string? title, Listing listing)
        : this(title, listing.Columns, listing.Rows)
    {
    }

    /// <summary>Prints it.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="format">As what.</param>
    /// <param name="forSpreadsheets">Whether CSV is written so that no spreadsheet takes a text for a formula.</param>
    public void Print(TextWriter output, ResultFormat format, bool forSpreadsheets = false)
    {
        switch (format)
        {
            case ResultFormat.Json:
                Terminal.WriteJson(output, Encoding.UTF8.GetString(Json()));
                break;
            case ResultFormat.Csv:
                PrintCsv(output, Environment.NewLine, forSpreadsheets);
                break;
            case ResultFormat.Markdown or ResultFormat.Table when Columns.Count == 0:
                output.WriteLine($"{(format == ResultFormat.Markdown ? Cell(Title!) : Printable.Line(Title!))}\n");
                break;
            case ResultFormat.Markdown:
                PrintMarkdown(output);
                break;
            default:
                PrintTable(output);
                break;
        }
    }

    /// <summary>The table as a CSV file.</summary>
    public byte[] Csv()
    {
        using var text = new StringWriter();
        PrintCsv(text, "\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private byte[] Json() => new Listing(Columns, Rows).Json();

    private void PrintCsv(TextWriter output, string newLine, bool forSpreadsheets = false)
    {
        // A file or a pipe gets the bytes as they are.
        Func<string, string> show = Terminal.Is(output) ? Printable.Line : static text => text;
        using var csv = CsvWriter.Create(output, CsvWriterOptions.Default with { NewLine = newLine }, leaveOpen: true);
        foreach (var column in Columns) csv.WriteField(column);
        csv.EndRecord();
        foreach (var row in Rows)
        {
            foreach (var value in row)
                csv.WriteField(show(forSpreadsheets && value is string text ? SpreadsheetText.Of(text) : Plain(value)));
            csv.EndRecord();
        }
    }

    private void PrintMarkdown(TextWriter output)
    {
        if (Title is not null) output.WriteLine($"### {Cell(Title)}\n");
        output.WriteLine($"| {string.Join(" | ", Columns.Select(column => Cell(column.Replace('_', ' '))))} |");
        output.WriteLine($"|{string.Concat(Enumerable.Range(0, Columns.Count).Select(i => IsNumber(i) ? "---:|" : "---|"))}");
        foreach (var row in Rows) output.WriteLine($"| {string.Join(" | ", row.Select(value => Cell(Readable(value))))} |");
        output.WriteLine();
    }

    // What a log calls its models must not become markup.
    private static string Cell(string text) => string.Concat(Printable.Line(text).Select(
        letter => @"\`*_{}[]<>#|~".Contains(letter) ? $@"\{letter}" : letter.ToString()));

    private bool IsNumber(int column) => Rows.Any(row => row[column] is long or int or double or decimal or Int128);

    private void PrintTable(TextWriter output)
    {
        var headings = Columns.Select(column => column.Replace('_', ' ')).ToArray();
        var cells = Rows.Select(row => Array.ConvertAll(row, Readable)).ToList();
        var isTerminal = Terminal.Is(output);
        var width = Enumerable.Range(0, headings.Length).Sum(i => cells.Select(row => row[i].Length).Append(headings[i].Length).Max() + 3)
            + 1;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        if (isTerminal && width > console.Profile.Width && cells.Count > 0)
        {
            PrintRecords(output, headings, cells);
            return;
        }

        // What goes into a file or a pipe is not cut to the width of a terminal. Wide characters take two columns.
        if (!isTerminal) console.Profile.Width = 2 * width + (Title?.Length ?? 0);
        var table = new Table { Border = TableBorder.Rounded };
        if (Title is not null) table.Title = new TableTitle(Markup.Escape(Printable.Line(Title)));
        for (var i = 0; i < headings.Length; i++)
        {
            table.AddColumn(new TableColumn(
                Markup.Escape(headings[i]))
            { Alignment = IsNumber(i) ? Justify.Right : Justify.Left, NoWrap = true });
        }

        foreach (var row in cells) table.AddRow(Array.ConvertAll(row, cell => new Text(cell)));
        console.Write(table);
    }

    /// <summary>A line a value, for a terminal that is too narrow for the table.</summary>
    private void PrintRecords(TextWriter output, string[] headings, List<string[]> cells)
    {
        if (Title is not null) output.WriteLine(Printable.Line(Title));
        var indent = headings.Max(heading => heading.Length);
        foreach (var row in cells)
        {
            output.WriteLine();
            for (var i = 0; i < headings.Length; i++) output.WriteLine($"  {headings[i].PadRight(indent)}  {row[i]}");
        }

        output.WriteLine();
    }

    private static string Plain(object? value) => value switch
    {
        null => "",
        bool truth => truth ? "true" : "false",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable whole => whole.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Readable(object? value) => value switch
    {
        null => "–",
        bool truth => truth ? "yes" : "no",
        double number when Math.Abs(number) >= 1000 => number.ToString("N0", CultureInfo.InvariantCulture),
        double number when number != 0 && Math.Abs(number) < 0.001 => number.ToString("0.###e-0", CultureInfo.InvariantCulture),
        double number => number.ToString("0.####", CultureInfo.InvariantCulture),
        decimal amount => amount.ToString("#,##0.#########", CultureInfo.InvariantCulture),
        IFormattable whole => whole.ToString("N0", CultureInfo.InvariantCulture),
        _ => Printable.Line(value.ToString() ?? ""),
    };
}
