using System.Globalization;

namespace LlmWorkload.Tests;

/// <summary>
/// Small made-up request logs with what makes ingestion hard: tied and disordered instants, missing values, and rows that are rejected.
/// </summary>
internal static class SampleLog
{
    public const string Header = "chute_id,function_name,user_id,started_at,completed_at,input_tokens,output_tokens,ttft";

    /// <summary>Writes a log; the same arguments give the same bytes.</summary>
    /// <returns>Its path.</returns>
    public static string Write(string path, int rows, int seed, int models = 5, int users = 40)
    {
        var random = new Random(seed);
        var start = new DateTime(2025, 3, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(seed % 7);
        File.WriteAllLines(
            path, Enumerable.Range(0, rows).Select(row => Row(random, start.AddSeconds(row / 3), models, users)).Prepend(Header));
        return path;
    }

    private static string Row(Random random, DateTime clock, int models, int users)
    {
        var started = clock.AddMilliseconds(random.Next(4) * 250 - 500);
        var model = Math.Min(random.Next(models), random.Next(models));
        var user = random.Next(10) == 0 ? "" : $"user-{random.Next(users):D3}";
        var tokens = random.Next(60) == 0 ? "many" : random.Next(1, 5_000).ToString(CultureInfo.InvariantCulture);
        var output = random.Next(20) == 0 ? "" : random.Next(0, 900).ToString(CultureInfo.InvariantCulture);
        var function = random.Next(5) == 0 ? "" : $"call_{random.Next(3)}";
        var completed = started.AddMilliseconds(random.Next(1, 9_000));
        return $"model/{model},{function},{user},{Text(started)},{Text(completed)},{tokens},{output},0.{random.Next(1, 999):D3}";
    }

    private static string Text(DateTime instant) => instant.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
}
