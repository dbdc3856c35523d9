using System.Text.Json;
using LlmWorkload.Output;
using LlmWorkload.Reading;

namespace LlmWorkload.Inspection;

/// <summary>What logs were found to be, for people and for programs.</summary>
/// <param name="logs">The logs.</param>
/// <param name="leftOut">What was left out of folders.</param>
internal sealed class InspectionTables(IReadOnlyList<InspectedLog> logs, IReadOnlyList<LeftOutFile> leftOut)
{
    private const string NotRead = "(not read)";

    /// <summary>The columns of all logs, as one table: file, column, field, unit.</summary>
    public ResultTable Columns => new(null, ["file", "column", "field", "unit"],
        [.. logs.SelectMany(log => ColumnsOf(log).Select(row => (object?[])[log.File.Name, .. row]))]);

    /// <summary>Prints all of it for people: for each log a line, its columns, its first requests, and what is to be said of it.</summary>
    public void Print(TextWriter output)
    {
        foreach (var log in logs)
        {
            output.WriteLine(Printable.Line(Sentence(log)));
            new ResultTable("Columns", ["column", "field", "unit"],
                [.. ColumnsOf(log).Select(row => (object?[])[row[0], row[1] ?? NotRead, row[2] ?? ""])]).Print(output, ResultFormat.Table);
            if (log.First.Count > 0) new ResultTable("First requests", log.Fields, log.First).Print(output, ResultFormat.Table);
            if (log.Rejected.Count > 0) RejectedOf(log).Print(output, ResultFormat.Table);
            foreach (var line in Lines(log)) output.WriteLine(Printable.Line(line));
            output.WriteLine();
        }

        if (leftOut.Count > 0) output.WriteLine(Printable.Line($"Left out: {LeftOutFile.Describe(leftOut)}"));
    }

    /// <summary>All of it as one JSON document.</summary>
    public byte[] Json() => JsonText.Object(json =>
    {
        json.List("files", logs, Write);
        json.List("left_out", leftOut, (item, file) =>
        {
            item.WriteString("file", file.Path);
            item.WriteString("reason", file.Why);
        });
    });

    private static void Write(Utf8JsonWriter json, InspectedLog log)
    {
        json.WriteString("name", log.File.Name);
        json.WriteString("format", log.Layout.Format);
        json.WriteString("format_from", log.IsFormatNamed ? "option" : "columns");
        json.WriteString("written_as", log.Layout.WrittenAs);
        json.WriteString("compression", log.Compression);
        json.WriteString("encoding", log.IsUtf16 ? "UTF-16" : "UTF-8");
        json.WriteString("separator", log.Layout.Separator?.ToString());
        json.WriteString("named_model", log.NamedModel);
        json.WriteNumber("records", log.Records);
        json.WriteBoolean("whole", log.IsWhole);
        json.WriteNumber("rows", log.File.Rows);
        json.List("columns", ColumnsOf(log).ToList(), (item, row) =>
        {
            item.WriteString("column", (string?)row[0]);
            item.WriteString("field", (string?)row[1]);
            item.WriteString("unit", (string?)row[2]);
        });
        json.List("absent_fields", AbsentFields.Of(log.File));
        json.List("first", log.First, (item, row) =>
        {
            for (var i = 0; i < row.Length; i++) WriteValue(item, log.Fields[i], row[i]);
        });
        json.Counts("rejected", log.File.Rejected);
        json.Counts("turned_missing", log.File.TurnedMissing);
        json.Counts("noted", log.File.Noted!);
        json.List("doubts", log.Doubts);
    }

    private static void WriteValue(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null: json.WriteNull(name); break;
            case double number: json.Number(name, number); break;
            case string text: json.WriteString(name, text); break;
            default: json.WriteNumber(name, Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)); break;
        }
    }

    // A column that several fields are read from has a row for each.
    private static IEnumerable<object?[]> ColumnsOf(InspectedLog log) => log.Layout.Columns.SelectMany(column => column.Uses.Count == 0
        ? [[column.Name, null, null]]
        : column.Uses.Select(use => (object?[])[column.Name, use.Field, use.Unit]));

    private static string Sentence(InspectedLog log)
    {
        var layout = log.Layout;
        var how = log.IsFormatNamed ? "by --format" : "by its names";
        string?[] words =
        [
            $"{log.File.Name}: format {layout.Format} ({how})", layout.WrittenAs, log.Compression, log.IsUtf16 ? "UTF-16" : null,
            layout.Separator is { } separator ? $"separator {(separator == '\t' ? "tab" : $"'{separator}'")}" : null,
        ];
        var read = log.IsWhole ? $"all {log.Records:N0} records were read" : $"the first {log.Records:N0} records were read";
        return $"{string.Join(", ", words.Where(word => word is not null))}; {read}, {log.File.Rows:N0} of them are requests";
    }

    private static ResultTable RejectedOf(InspectedLog log) => new("Rejected rows", ["reason", "rows", "first_line", "found"],
    [
        .. log.File.Rejected.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => (each, First: log.Rejected.FirstOrDefault(
            row => row.Reason.Text == each.Key))).Select(found => new object?[]
            {
                found.each.Key, found.each.Value, found.First?.Line, found.First?.Found,
            }),
    ]);

    private static IEnumerable<string> Lines(InspectedLog log)
    {
        if (log.NamedModel is { } model) yield return $"The model of rows that name none: {model}";
        if (CatalogJson.Names(AbsentFields.Of(log.File)) is { } absent) yield return $"Fields that the file does not have: {absent}";
        if (CatalogJson.TurnedMissing([log.File]) is { } missing) yield return $"Values that count as missing: {missing}";
        foreach (var (name, count) in log.File.Noted!.Where(each => !NotedWords.IsDoubt(each.Key)))
            yield return $"Noted: {NotedWords.Describe(name, count)}";
        foreach (var doubt in log.Doubts) yield return $"Doubt: {doubt}";
    }
}
