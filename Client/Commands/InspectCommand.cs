using System.CommandLine;
using System.Globalization;
using System.Text;
using LlmWorkload.Ingestion;
using LlmWorkload.Inspection;
using LlmWorkload.Output;
using LlmWorkload.Reading;

namespace LlmWorkload.Commands;

/// <summary><c>llmwl inspect FILE…</c>: no cluster is started, and nothing is kept.</summary>
internal static class InspectCommand
{
    private const long Usual = 100_000;

    public static Command Build()
    {
        var (reading, rows) = (new ReadingChoice(filesAreOptional: false), RowsOption());
        var command = new ExampleCommand(
            "inspect",
            "Show what would be read of request logs: format, columns, fields, the first requests, and doubts. Nothing is ingested.",
            "llmwl inspect requests.csv.gz",
            "llmwl inspect trace.csv --map model=deployment --unit started=ms",
            "llmwl inspect logs/ --rows all --format json");
        reading.AddTo(command);
        command.Options.Add(rows);
        command.Options.Add(FormatOption.ResultsAndLogs);
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(reading, rows, parsed, cancellationToken), cancellationToken));
        return command;
    }

    private static Option<long> RowsOption() => new("--rows")
    {
        Description = "Records to read of each file from its start: a number, or all",
        HelpName = "N|all",
        DefaultValueFactory = _ => Usual,
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (text.Equals("all", StringComparison.OrdinalIgnoreCase)) return long.MaxValue;
            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0) return number;
            result.AddError($"--rows is '{text}'; expected a number from 1 on, or all.");
            return Usual;
        },
    };

    private static int Run(ReadingChoice reading, Option<long> rows, ParseResult parsed, CancellationToken cancellationToken)
    {
        var (inputs, files) = reading.Logs(parsed);
        var leftOut = files.LeftOut.ToList();
        var logs = new List<InspectedLog>();
        var inspector = new LogInspector(reading.Of(parsed), parsed.GetValue(rows));
        foreach (var (path, name) in files.Files.Zip(LogFiles.Names(files.Files, inputs)))
        {
            using var source = new LogSource(path, name);
            try
            {
                logs.Add(inspector.Inspect(source, cancellationToken));
            }
            catch (WorkloadException fault) when (fault.IsInput && FoundLogs.WhyLeftOut(source, files.Found) is { } why)
            {
                leftOut.Add(new LeftOutFile(path, why));
            }
        }

        if (logs.Count == 0) throw FoundLogs.None(inputs, leftOut);
        Print(parsed, new InspectionTables(logs, leftOut));
        return logs.Exists(log => log.File.Rows > 0)
            ? 0
            : throw RejectedException.Of(inputs, [.. logs.Select(log => log.File)], [.. logs.SelectMany(log => log.Rejected)]);
    }

    private static void Print(ParseResult parsed, InspectionTables tables)
    {
        var output = parsed.InvocationConfiguration.Output;
        switch (parsed.GetValue(FormatOption.ResultsAndLogs).Result ?? ResultFormat.Table)
        {
            case ResultFormat.Json:
                Terminal.WriteJson(output, Encoding.UTF8.GetString(tables.Json()));
                break;
            case ResultFormat.Csv:
                tables.Columns.Print(output, ResultFormat.Csv, parsed.GetValue(CommonOptions.SpreadsheetSafe));
                break;
            default:
                tables.Print(output);
                break;
        }
    }
}
