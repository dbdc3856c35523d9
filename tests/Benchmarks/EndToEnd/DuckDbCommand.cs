using System.CommandLine;
using System.Text.Json;
using DuckDB.NET.Data;

namespace LlmWorkload.Benchmarks.EndToEnd;

/// <summary>
/// <c>duckdb FILE OUTPUT.json</c>: computes the same values as <c>llmwl analyze --top 0</c> with DuckDB, in a process of its own.
/// </summary>
internal static class DuckDbCommand
{
    public static Command Build()
    {
        var file = new Argument<string>("FILE") { Description = "The log" };
        var output = new Argument<string>("OUTPUT") { Description = "JSON of all results" };
        var values = new Option<string>("--values") { DefaultValueFactory = _ => PeerValues.Seven.Name, Description = "Which values" };
        values.AcceptOnlyFromAmong(PeerValues.Seven.Name, PeerValues.Study.Name);
        var command = new Command("duckdb", "Computes the values with DuckDB.") { file, output, values };
        command.SetAction(parsed => Run(parsed.GetValue(file)!, parsed.GetValue(output)!, parsed.GetValue(values)!));
        return command;
    }

    private static void Run(string file, string output, string values)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        Execute(connection, $"SET threads = {Environment.ProcessorCount}");
        var results = new Dictionary<string, List<Dictionary<string, object?>>>();
        foreach (var (name, statement) in Statements(file, values))
        {
            if (name is null) Execute(connection, statement);
            else results.Add(name, Query(connection, statement));
        }

        File.WriteAllBytes(output, JsonSerializer.SerializeToUtf8Bytes(results));
    }

    private static IEnumerable<(string? Name, string Statement)> Statements(string file, string values)
    {
        using var reader = new StreamReader(typeof(DuckDbCommand).Assembly.GetManifestResourceStream($"{values}.sql")!);
        var script = reader.ReadToEnd().Replace("$file", $"'{file.Replace("'", "''")}'");
        foreach (var statement in script.Split(";\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var named = statement.Split('\n').FirstOrDefault(line => line.StartsWith("-- name: ", StringComparison.Ordinal));
            yield return (named?["-- name: ".Length..], statement);
        }
    }

    private static void Execute(DuckDBConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    private static List<Dictionary<string, object?>> Query(DuckDBConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        using var reader = command.ExecuteReader();
        var rows = new List<Dictionary<string, object?>>();
        while (reader.Read())
        {
            var row = new Dictionary<string, object?>();
            for (var i = 0; i < reader.FieldCount; i++) row.Add(reader.GetName(i), ValueOf(reader, i));
            rows.Add(row);
        }

        return rows;
    }

    // JSON has no NaN: DuckDB answers with it where a correlation has too few pairs.
    private static object? ValueOf(System.Data.Common.DbDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetValue(column) is var value && value is double.NaN ? null : value;
}
