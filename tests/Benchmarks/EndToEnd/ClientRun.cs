using System.Diagnostics;
using System.Text.Json;

namespace LlmWorkload.Benchmarks.EndToEnd;

/// <summary>Runs of the program <c>llmwl</c>, each in a process of its own with a new state.</summary>
internal static class ClientRun
{
    /// <summary>Ingests a log into a state, which stays.</summary>
    /// <param name="log">The log.</param>
    /// <param name="state">The state's folder.</param>
    /// <param name="dataset">What the dataset is called.</param>
    /// <param name="cores">On how many cores; null for all.</param>
    public static Task<Measured> IngestAsync(string log, string state, string dataset, int? cores = null) =>
        RunAsync(cores, "ingest", log, "--state", state, "--dataset", dataset, "--quiet");

    /// <summary>Ingests a log into a cluster.</summary>
    /// <param name="log">The log.</param>
    /// <param name="cluster">The gateways' addresses.</param>
    /// <param name="dataset">What the dataset is called.</param>
    public static Task<Measured> IngestIntoAsync(string log, string cluster, string dataset) =>
        RunAsync(null, "ingest", log, "--cluster", cluster, "--dataset", dataset, "--quiet");

    /// <summary>
    /// Ingests a log and writes every <c>summary.json</c> that DuckDB's values are compared with, without figures. The state is deleted.
    /// </summary>
    /// <param name="log">The log.</param>
    /// <param name="state">The state's folder.</param>
    /// <param name="output">Where the results go.</param>
    /// <param name="cores">On how many cores; null for all.</param>
    /// <param name="program">The program; null for that of this build.</param>
    /// <param name="values">Which values; null for those of <see cref="PeerValues.Seven"/>.</param>
    /// <param name="environment">A setting of the environment, <c>NAME=VALUE</c>; null for none.</param>
    public static async Task<Measured> AnalyzeAsync(
        string log, string state, string output, int? cores = null, string? program = null, string? environment = null,
        PeerValues? values = null)
    {
        string[] launcher = environment is null ? [] : ["env", environment];
        string[] command = [
            .. launcher, "dotnet", "exec", program ?? Programs.Client, "analyze", log, "--state", state, "--output", output, "--top", "0",
            "--quiet", "--only", (values ?? PeerValues.Seven).Analyses];
        var measured = await RunOnAsync(cores, command);
        Directory.Delete(state, recursive: true);
        return measured;
    }

    /// <summary>Ingests a log and writes every <c>summary.json</c>, without figures. The state is deleted.</summary>
    /// <param name="log">The log.</param>
    /// <param name="state">The state's folder.</param>
    /// <param name="output">Where the results go.</param>
    public static async Task<Measured> AnalyzeAllAsync(string log, string state, string output)
    {
        var measured = await RunAsync(null, "analyze", log, "--state", state, "--output", output, "--top", "0", "--quiet");
        Directory.Delete(state, recursive: true);
        return measured;
    }

    /// <summary>Asks for the overview of a dataset.</summary>
    /// <param name="state">The state's folder.</param>
    /// <param name="dataset">The dataset.</param>
    public static Task<Measured> OverviewAsync(string state, string dataset) =>
        RunAsync(null, "query", "overview", "--state", state, "--dataset", dataset, "--quiet");

    /// <summary>Exports a dataset.</summary>
    /// <param name="format">The form.</param>
    /// <param name="state">The state's folder.</param>
    /// <param name="dataset">The dataset.</param>
    /// <param name="output">The file.</param>
    public static Task<Measured> ExportAsync(string format, string state, string dataset, string output) =>
        RunAsync(null, "export", format, "--state", state, "--dataset", dataset, "--out", output, "--quiet");

    /// <summary>Compares the rows of a dataset before an instant with those from it on, without figures.</summary>
    /// <param name="state">The state's folder.</param>
    /// <param name="dataset">The dataset.</param>
    /// <param name="middle">The instant.</param>
    /// <param name="output">Where the results go.</param>
    public static Task<Measured> CompareAsync(string state, string dataset, string middle, string output) => RunAsync(
        null, "compare", dataset, "--a", $"..{middle}", "--b", $"{middle}..", "--state", state, "--output", output, "--no-figures", "--quiet");

    /// <summary>How even the rows lie over the silos of a cluster: the most of a silo over the mean.</summary>
    public static async Task<double> BalanceAsync(string cluster)
    {
        using var process =
            Process.Start(
                new ProcessStartInfo("dotnet", ["exec", Programs.Client, "query", "cluster", "--cluster", cluster, "--format", "json", "--quiet"])
                { RedirectStandardOutput = true })!;
        using var report = JsonDocument.Parse(await process.StandardOutput.ReadToEndAsync());
        await process.WaitForExitAsync();
        return report.RootElement.GetProperty("balance").GetDouble();
    }

    /// <summary>The bytes of a state.</summary>
    public static long BytesOf(string state) =>
        new DirectoryInfo(state).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    private static Task<Measured> RunAsync(int? cores, params string[] arguments) =>
        RunOnAsync(cores, ["dotnet", "exec", Programs.Client, .. arguments]);

    private static Task<Measured> RunOnAsync(int? cores, string[] command)
    {
        var all = cores is null ? command : ["taskset", "-c", $"0-{cores - 1}", .. command];
        return Measured.RunAsync(all[0], all[1..]);
    }
}
