using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace LlmWorkload.Figures;

/// <summary>Writes the numbers behind a figure as CSV.</summary>
public static class FigureCsv
{
    private const int LongestInteger = 20;
    private const int LongestInstant = 28;

    private static readonly StandardFormat Instant = new('O');
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    /// <summary>
    /// The table as CSV: UTF-8 without BOM, a header, LF after every line, fields quoted where RFC 4180 asks for it, invariant numbers
    /// (decimals in the shortest form that round-trips), missing values empty.
    /// </summary>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    public static byte[] Write(FigureTable table) => Write(table, Array.MaxLength / 2)[0];

    /// <summary>The same CSV in pages.</summary>
    /// <param name="table">The table.</param>
    /// <param name="pageBytes">Bytes of every page. The last page can be shorter.</param>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    public static IReadOnlyList<byte[]> Write(FigureTable table, int pageBytes)
    {
        ArgumentNullException.ThrowIfNull(table);
        var rows = Rows(table);
        using var output = new PageWriter(pageBytes);
        for (var c = 0; c < table.Columns.Count; c++)
        {
            if (c > 0) Put(output, (byte)',');
            Text(output, table.Columns[c].Name);
        }
        Put(output, (byte)'\n');
        for (var row = 0; row < rows; row++)
        {
            for (var c = 0; c < table.Columns.Count; c++)
            {
                if (c > 0) Put(output, (byte)',');
                Field(output, table.Columns[c], row);
            }
            Put(output, (byte)'\n');
        }
        return output.Pages();
    }

    private static int Rows(FigureTable table)
    {
        var rows = table.Columns.Count == 0 ? 0 : Length(table.Columns[0]);
        foreach (var column in table.Columns)
        {
            if (Length(column) != rows)
                throw new ArgumentException(
                    $"Column '{column.Name}' has {Length(column)} values where '{table.Columns[0].Name}' has {rows}.", nameof(table));
        }
        return rows;
    }

    private static int Length(TableColumn column) => column switch
    {
        IntegerColumn integers => integers.Values.Length,
        NumberColumn numbers => numbers.Values.Length,
        InstantColumn instants => instants.Values.Length,
        TextColumn texts => texts.Values.Length,
        _ => throw new ArgumentException($"Column '{column.Name}' is of the unknown kind {column.GetType().Name}.", nameof(column)),
    };

    private static void Field(PageWriter output, TableColumn column, int row)
    {
        switch (column)
        {
            case IntegerColumn { Values: var values } when values[row] != Missing.Value:
                Utf8Formatter.TryFormat(values[row], output.GetSpan(LongestInteger), out var digits);
                output.Advance(digits);
                break;
            case NumberColumn { Values: var values } when !double.IsNaN(values[row]):
                // Adding zero turns -0 into 0.
                output.Advance(DecimalText.Write(values[row] + 0.0, output.GetSpan(DecimalText.Longest)));
                break;
            case InstantColumn { Values: var values } when values[row] != Missing.Value:
                Utf8Formatter.TryFormat(
                    new DateTime(values[row], DateTimeKind.Utc), output.GetSpan(LongestInstant), out var characters, Instant);
                output.Advance(characters);
                break;
            case TextColumn { Values: var values } when values[row] is { } text:
                Text(output, text);
                break;
        }
    }

    private static void Text(PageWriter output, string text)
    {
        var quoted = text.AsSpan().ContainsAny(Quoted);
        if (quoted) Put(output, (byte)'"');
        Encoding.UTF8.GetBytes(quoted ? text.Replace("\"", "\"\"", StringComparison.Ordinal) : text, output);
        if (quoted) Put(output, (byte)'"');
    }

    private static void Put(PageWriter output, byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }
}
