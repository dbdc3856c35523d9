using System.Globalization;
using System.Text;
using System.Text.Json;
using LlmWorkload.Analyses;
using Spectre.Console;

namespace LlmWorkload.Output;

/// <summary>A result of rows and columns, printed as a table, JSON or CSV. Values are texts, whole numbers, decimals or null.</summary>
/// <param name="Title">What a table is called; not part of JSON and CSV.</param>
/// <param name="Columns">Names in snake_case.</param>
/// <param name="Rows">A value a column.</param>
public sealed record ResultTable(string? Title, IReadOnlyList<string> Columns, IReadOnlyList<object?[]> Rows)
{
    /// <summary>Prints it.</summary>
    public void Print(TextWriter output, ResultFormat format)
    {
        switch (format)
        {
            case ResultFormat.Json:
                output.WriteLine(Encoding.UTF8.GetString(Json()));
                break;
            case ResultFormat.Csv:
                foreach (var line in Lines()) output.WriteLine(line);
                break;
            default:
                PrintTable(output);
                break;
        }
    }

    private byte[] Json() => SummaryJson.Array(Rows, WriteRow);

    private void WriteRow(Utf8JsonWriter json, object?[] row)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            switch (row[i])
            {
                case long whole: json.WriteNumber(Columns[i], whole); break;
                case int whole: json.WriteNumber(Columns[i], whole); break;
                case double number: json.Number(Columns[i], number); break;
                case null: json.WriteNull(Columns[i]); break;
                case var text: json.WriteString(Columns[i], text.ToString()); break;
            }
        }
    }

    private IEnumerable<string> Lines() => Rows.Select(row => string.Join(',', row.Select(value => Quote(Plain(value))))).Prepend(string.Join(',', Columns));

    private void PrintTable(TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (Console.IsOutputRedirected) console.Profile.Width = 160;
        var table = new Table { Border = TableBorder.Rounded };
        if (Title is not null) table.Title = new TableTitle(Markup.Escape(Title));
        foreach (var (column, i) in Columns.Select((column, i) => (column, i)))
        {
            var isNumber = Rows.Any(row => row[i] is long or int or double);
            table.AddColumn(new TableColumn(Markup.Escape(column.Replace('_', ' '))) { Alignment = isNumber ? Justify.Right : Justify.Left });
        }

        foreach (var row in Rows) table.AddRow(row.Select(value => new Text(Readable(value))).ToArray());
        console.Write(table);
    }

    private static string Plain(object? value) => value switch
    {
        null => "",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable whole => whole.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Readable(object? value) => value switch
    {
        null => "–",
        double number => Math.Abs(number) >= 1000 ? number.ToString("N0", CultureInfo.InvariantCulture) : number.ToString("0.####", CultureInfo.InvariantCulture),
        IFormattable whole => whole.ToString("N0", CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Quote(string field) =>
        field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"")}\"";
}
