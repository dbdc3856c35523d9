using System.Diagnostics;
using System.Globalization;

namespace LlmWorkload.Benchmarks.EndToEnd;

/// <summary>
/// A cluster that <c>deploy/local-cluster.sh</c> starts in a folder, and that goes with its data when this is disposed of.
/// </summary>
internal sealed class LocalCluster : IAsyncDisposable
{
    private readonly string _folder;

    private LocalCluster(string folder) => _folder = folder;

    /// <summary>The gateways' addresses, as <c>--cluster</c> takes them.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The processes of the silos.</summary>
    public int[] Silos =>
        [.. Directory.EnumerateFiles(Path.Combine(_folder, "run"), "silo-*").Select(
            file => int.Parse(File.ReadAllText(file).Split(' ')[0], CultureInfo.InvariantCulture))];

    /// <summary>Bytes of the database's files; PostgreSQL's log of changes, which it reuses, is left out.</summary>
    public long StateBytes =>
        new[] { "postgres", "redis" }.Select(name => new DirectoryInfo(Path.Combine(_folder, name))).Where(folder => folder.Exists)
        .SelectMany(folder => folder.EnumerateFiles("*", SearchOption.AllDirectories))
        .Where(file => !file.FullName.Contains("/pg_wal/", StringComparison.Ordinal))
        .Sum(file => file.Length);

    /// <summary>Starts a cluster.</summary>
    /// <param name="folder">A folder that does not exist.</param>
    /// <param name="silos">How many silos.</param>
    /// <param name="provider">The database.</param>
    /// <exception cref="InvalidOperationException">It does not start; the message says why.</exception>
    public static async Task<LocalCluster> StartAsync(string folder, int silos, string provider)
    {
        var cluster = new LocalCluster(folder);
        var printed = await cluster.RunAsync("up", "--silos", silos.ToString(CultureInfo.InvariantCulture), "--provider", provider);
        cluster.Address = printed.TrimEnd().Split("--cluster ")[^1];
        return cluster;
    }

    /// <summary>Stops it and deletes its data.</summary>
    public async ValueTask DisposeAsync() => await RunAsync("down", "--delete");

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Cluster.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The benchmarks run outside of the repository.");
        return folder.FullName;
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Root(), "deploy", "local-cluster.sh"), [.. arguments, "--folder", _folder])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LLMWL_SILO"] = Programs.Silo;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"local-cluster.sh {arguments[0]}: {await error}");
    }
}
