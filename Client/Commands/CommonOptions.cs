using System.CommandLine;
using LlmWorkload.Certificates;
using LlmWorkload.Hosting;
using LlmWorkload.Output;

namespace LlmWorkload.Commands;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    private const int LongestDataset = 200;

    public static readonly Option<string?> State = new("--state")
    {
        Description = "Folder of the embedded cluster's state (default: llmwl/state in the user's data folder)",
        HelpName = "DIR",
        Recursive = true,
    };

    public static readonly Option<string?> Cluster = new("--cluster")
    {
        Description = "Use a running cluster instead of an embedded one: gateways, HOST:PORT[,…], or where its silos list themselves, "
            + $"{string.Join(" or ", EmbeddedCluster.StoreNames.Select(name => $"{name.ToLowerInvariant()}:CONNECTION"))}",
        HelpName = "ADDRESS",
        Recursive = true,
    };

    public static readonly Option<string?> TlsCertificate = File(
        "--tls-cert", "Certificate in PEM to show to a cluster with mutual TLS (default: Tls__Certificate in the environment)");

    public static readonly Option<string?> TlsKey = File("--tls-key", "Its key in PEM (default: Tls__Key in the environment)");

    public static readonly Option<string?> TlsCa = File(
        "--tls-ca", "Certificates in PEM of the authorities that sign those of silos (default: Tls__Ca in the environment)");

    public static readonly Option<string> Storage = new("--storage")
    {
        Description = $"Storage of the embedded cluster: {string.Join(", ", EmbeddedCluster.StorageNames)} (Memory forgets everything "
            + "when the command ends)",
        DefaultValueFactory = _ => "RocksDb",
        HelpName = "NAME",
        Recursive = true,
    };

    public static readonly Option<double> Timeout = NumberOption.Create(
        "--timeout", "Seconds to wait for a cluster that does not answer", 120.0, 0, 86_400, "SECONDS");

    public static readonly Option<string?> Dataset = new("--dataset")
    {
        Description = "Name of the dataset (default: derived from the files; for queries, the one used last)",
        HelpName = "NAME",
        Recursive = true,
    };

    public static readonly Option<bool> Quiet =
        new("--quiet", "-q") { Description = "No progress and no notes on stderr", Recursive = true };

    public static readonly Option<bool> Verbose =
        new("--verbose", "-v") { Description = "The cluster's log, and stack traces of failures, on stderr", Recursive = true };

    public static readonly Option<bool> SpreadsheetSafe = new("--spreadsheet-safe")
    {
        Description = "Write CSV with an apostrophe before texts that a spreadsheet would take for formulas: those that begin with = + - @",
        Recursive = true,
    };

    public static readonly Option<bool> FullData =
        new("--full-data") { Description = "Write every row into the CSV of figures, also where there are many" };

    // What has become the usual choice.
    public static readonly Option<bool> ThinData =
        new("--thin-data") { Description = "Thin the CSV of figures with many rows", Hidden = true };

    static CommonOptions()
    {
        SpreadsheetSafe.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<bool>() && !FormatOption.IsCsv(result) && !ExportCommand.WritesCsv(result))
                result.AddError("--spreadsheet-safe is for CSV; expected --format csv, or export requests-csv, with it.");
        });
        FullData.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<bool>() && result.GetResult(ThinData) is { } thin && thin.GetValueOrDefault<bool>())
                result.AddError("--full-data and --thin-data are both given; expected one of them.");
        });
        Timeout.Recursive = true;
        Dataset.CompletionSources.Add(NameCompletions.Datasets);
        Storage.CompletionSources.Add([.. EmbeddedCluster.StorageNames]);
        NotEmpty(State);
        NotEmpty(Cluster);
        NotEmpty(TlsCertificate);
        NotEmpty(TlsKey);
        NotEmpty(TlsCa);
        Storage.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is var name && !EmbeddedCluster.StorageNames.Contains(
                name, StringComparer.OrdinalIgnoreCase))
                result.AddError($"--storage is '{name}'{UnknownWords.Nearest(name!, EmbeddedCluster.StorageNames)}; expected one of "
                    + $"{string.Join(", ", EmbeddedCluster.StorageNames)}.");
        });
        Dataset.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } name && WhyNoDataset(name) is { } fault)
                result.AddError($"--dataset is '{name}', which {fault}.");
        });
    }

    /// <summary>Adds what a command needs to reach a cluster.</summary>
    public static void AddConnection(Command command)
    {
        foreach (var option in (Option[])[State, Cluster, TlsCertificate, TlsKey, TlsCa, Storage, Timeout]) command.Options.Add(option);
    }

    /// <summary>Makes an empty value a mistake.</summary>
    public static void NotEmpty(Option<string?> option) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<string?>() is { } text && string.IsNullOrWhiteSpace(text)) result.AddError($"{option.Name} is empty.");
    });

    /// <summary>Which cluster the command works with.</summary>
    /// <exception cref="WorkloadException">Of the files of TLS some are missing.</exception>
    public static ConnectionOptions Connection(ParseResult parsed) => new()
    {
        Cluster = parsed.GetValue(Cluster),
        Tls = Tls(parsed),
        State = parsed.GetValue(State),
        Storage = parsed.GetValue(Storage) ?? "RocksDb",
        Verbose = parsed.GetValue(Verbose),
        Patience = TimeSpan.FromSeconds(parsed.GetValue(Timeout)),
        Waiting = parsed.GetValue(Quiet) ? null : text => parsed.InvocationConfiguration.Error.WriteLine(Printable.Line(text)),
    };

    // An option comes before the setting of the same file, which silos have too.
    private static TlsFiles? Tls(ParseResult parsed)
    {
        var files = new TlsFiles(Given(TlsCertificate, "Certificate"), Given(TlsKey, "Key"), Given(TlsCa, "Ca"));
        if (files.WhyNot() is { } incomplete) throw new WorkloadException(incomplete) { IsInput = true };
        return files.AreGiven ? files : null;

        NamedFile Given(Option<string?> option, string setting) => new(
            option.Name, parsed.GetValue(option) ?? Environment.GetEnvironmentVariable($"Tls__{setting}") ?? "");
    }

    private static Option<string?> File(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "FILE",
        Recursive = true,
    };

    // The slash parts a dataset from its models in the keys of grains; dots alone would get lost in the paths of URLs.
    private static string? WhyNoDataset(string name) => name switch
    {
        _ when string.IsNullOrWhiteSpace(name) => "is empty",
        "." or ".." => "is not a name",
        _ when name.Contains('/') || name.Contains('\\') => "has a slash; a name has none",
        _ when name.Any(char.IsControl) => "has a control character; a name has none",
        _ when name.Length > LongestDataset => $"is longer than {LongestDataset} characters",
        _ => null,
    };
}
