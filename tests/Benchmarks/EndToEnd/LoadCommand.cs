using System.CommandLine;
using DuckDB.NET.Data;

namespace LlmWorkload.Benchmarks.EndToEnd;

/// <summary><c>load FILE</c>: DuckDB reads a log into a table in memory.</summary>
internal static class LoadCommand
{
    public static Command Build()
    {
        var file = new Argument<string>("FILE") { Description = "The log" };
        var command = new Command("load", "Loads a log with DuckDB.") { file };
        command.SetAction(parsed => Load(parsed.GetValue(file)!));
        return command;
    }

    /// <summary>Whether DuckDB reads the rows of a file. Those of spans lie in lists of lists.</summary>
    public static bool Reads(string file) => Function(file) is not null;

    private static void Load(string file)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SET threads = {Environment.ProcessorCount}; "
            + $"CREATE TABLE log AS SELECT * FROM {Function(file)}('{file.Replace("'", "''")}')";
        command.ExecuteNonQuery();
    }

    private static string? Function(string file) => Path.GetFileName(file) switch
    {
        var name when name.Contains(".csv", StringComparison.Ordinal) => "read_csv",
        var name when name.EndsWith(".jsonl", StringComparison.Ordinal) => "read_json",
        var name when name.EndsWith(".parquet", StringComparison.Ordinal) => "read_parquet",
        _ => null,
    };
}
