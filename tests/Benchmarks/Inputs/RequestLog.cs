using LlmWorkload.Generation;
using LlmWorkload.Ingestion;
using LlmWorkload.Reading;

namespace LlmWorkload.Benchmarks.Inputs;

/// <summary>All rows of a generated log as columns; no row of one is rejected.</summary>
/// <param name="Rows">The columns.</param>
/// <param name="Tables">What the indices of texts mean.</param>
internal sealed record RequestLog(RequestBatch Rows, RequestTables Tables)
{
    private const int UsersOfModel = 20_000;

    /// <summary>The requests of one busy model.</summary>
    public static RequestLog OfModel(int rows) =>
        Generate(new GeneratorOptions { Rows = rows, Users = UsersOfModel, Models = 1, Days = 30, Seed = 1 });

    /// <summary>Generates a log and reads it.</summary>
    public static RequestLog Generate(GeneratorOptions options)
    {
        using var log = new GeneratedLog(options);
        return Read(log.Path, (int)options.Rows);
    }

    /// <summary>Reads a log of so many rows.</summary>
    public static RequestLog Read(string path, int rows)
    {
        var log = new RequestLog(new RequestBatch(rows), new RequestTables(0));
        using var source = new LogSource(path);
        using var reader = RequestFormats.Of(source).Open(source, new ReadingOptions(), log.Tables);
        reader.Read(log.Rows);
        return log.Rows.Rows == rows
            ? log
            : throw new InvalidOperationException($"{rows:N0} rows were generated, but {log.Rows.Rows:N0} were read.");
    }

    /// <summary>The models' ids.</summary>
    public IdTable Models => Tables.Models;

    /// <summary>The users' ids.</summary>
    public IdTable Users => Tables.Users;

    /// <summary>The functions' names.</summary>
    public IdTable Functions => Tables[RequestFields.TextOf(RequestFields.Function)];

    /// <summary>The hashes of the users' ids by index.</summary>
    public ulong[] UserHashes() => [.. Enumerable.Range(0, Users.Count).Select(Users.Hash)];

    /// <summary>The hashes of the models' ids by index.</summary>
    public ulong[] ModelHashes() => [.. Enumerable.Range(0, Models.Count).Select(Models.Hash)];

    /// <summary>A copy of a column without its missing values.</summary>
    public static long[] Present(long[] column) => Array.FindAll(column, value => value != Missing.Value);
}
