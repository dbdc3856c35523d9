using System.Globalization;

namespace LlmWorkload.Tests;

/// <summary>
/// Made-up logs of few models with many requests and many models with few, with ties, disorder, and fields that only some have.
/// </summary>
internal static class ManyModelsLog
{
    private const string Header = "chute_id,user_id,function_name,instance_id,session_id,label,status,started_at,completed_at,"
        + "input_tokens,output_tokens,ttft,cached_tokens,cost";

    /// <summary>Writes a log; the same arguments give the same bytes.</summary>
    /// <returns>Its path.</returns>
    public static string Write(string path, int rows, int models, int seed)
    {
        var random = new Random(seed);
        var start = new DateTime(2025, 3, 1, 0, 0, 0, DateTimeKind.Utc);
        File.WriteAllLines(path, Enumerable.Range(0, rows).Select(row => Row(random, start.AddSeconds(row / 3), models)).Prepend(Header));
        return path;
    }

    private static string Row(Random random, DateTime clock, int models)
    {
        var model = random.Next(2) == 0 ? random.Next(3) : random.Next(models);
        var started = clock.AddMilliseconds(random.Next(-4, 4) * 250);
        string Maybe(int oneIn, string value) => random.Next(oneIn) == 0 ? "" : value;
        string OfSome(int of, string value) => model % of == 1 ? Maybe(3, value) : "";
        return string.Join(',',
            $"model/{model}", Maybe(9, $"user-{random.Next(40):D3}"), Maybe(6, $"call_{random.Next(3)}"),
            Maybe(4, $"gpu-{random.Next(3)}"), OfSome(3, $"s{random.Next(9)}"), OfSome(5, $"team-{random.Next(2)}"),
            Maybe(3, random.Next(5) == 0 ? "500" : "200"), Text(started), Maybe(9, Text(started.AddMilliseconds(random.Next(1, 9_000)))),
            Maybe(9, $"{random.Next(1, 5_000)}"), Maybe(9, $"{random.Next(900)}"), OfSome(2, $"0.{random.Next(1, 999):D3}"),
            OfSome(7, $"{random.Next(50)}"), OfSome(4, $"0.{random.Next(1, 90):D3}"));
    }

    private static string Text(DateTime instant) => instant.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
}
