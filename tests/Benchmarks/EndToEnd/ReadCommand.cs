using System.CommandLine;
using LlmWorkload.Ingestion;

namespace LlmWorkload.Benchmarks.EndToEnd;

/// <summary><c>read FILE</c>: reads every row of a log into columns, and does nothing with them.</summary>
internal static class ReadCommand
{
    private const int Records = 1 << 18;

    public static Command Build()
    {
        var file = new Argument<string>("FILE") { Description = "The log" };
        var command = new Command("read", "Reads a log, and nothing else.") { file };
        command.SetAction(parsed => Read(parsed.GetValue(file)!));
        return command;
    }

    private static void Read(string file)
    {
        using var source = new LogSource(file);
        using var reader = RequestFormats.Of(source).Open(source, new ReadingOptions(), new RequestTables(0));
        var batch = new RequestBatch(Records);
        var rows = 0L;
        while (reader.Read(batch)) rows += batch.Rows;
        Console.WriteLine($"{rows:N0} rows");
    }
}
