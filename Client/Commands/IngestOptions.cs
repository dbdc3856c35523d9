using System.CommandLine;
using LlmWorkload.Datasets;
using LlmWorkload.Ingestion;
using LlmWorkload.Reading;
using LlmWorkload.Scopes;

namespace LlmWorkload.Commands;

/// <summary>The arguments of commands that read files.</summary>
/// <param name="filesAreOptional">Whether the command can do without files: with a dataset that is there.</param>
/// <param name="narrows">Whether the command can be narrowed to a part of the rows.</param>
internal sealed class IngestOptions(bool filesAreOptional = false, bool narrows = false)
{
    // Several for each silo of a small cluster, so that the parts of few models make even loads, and no more than that: each is asked for
    // its share.
    private const int PartsOnCluster = 8;

    private readonly Option<string[]> _models = new("--models")
    {
        Description = "A JSON file with display names ({\"items\":[{\"chute_id\":…,\"name\":…}]}), or the models to draw instead of the "
            + "top ones (ids or names, separated by commas); may be given for both",
        HelpName = "FILE.json|NAME,…",
    };

    private readonly ReadingChoice _reading = new(filesAreOptional, narrows);
    private readonly Option<bool> _strict = new("--strict") { Description = "The first row that is rejected is an error" };
    private readonly Option<bool> _reload = new("--reload") { Description = "Drop the dataset's rows first and read the files again" };
    private readonly Option<bool> _force = new("--force-recompute") { Description = "Drop computed results and compute them again" };
    private readonly Option<int> _partitions = NumberOption.Create("--partitions", "User partitions of a new dataset", 64, 1, 4096);
    private readonly Option<int> _chunk = NumberOption.Create(
        "--chunk-records", "Records of a chunk of a new dataset", 262_144, 1, 1 << 22);
    private readonly Option<int> _parts = NumberOption.Create("--model-parts",
            "Parts that a model with many rows is split into, in a new dataset (with --cluster 8); no result depends on it", 1, 1, 1_000);
    private readonly Option<long> _seed = NumberOption.Create("--hash-seed", "Seed of the id hashes of a new dataset", 0L);

    public void AddTo(Command command)
    {
        _models.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value))) result.AddError("--models is empty.");
        });
        _models.CompletionSources.Add(NameCompletions.Models);
        _parts.DefaultValueFactory = result => result.GetValue(CommonOptions.Cluster) is null ? 1 : PartsOnCluster;
        Option[] options = [_models, _strict, _reload, _force, _partitions, _chunk, _parts, _seed];
        foreach (var option in options) command.Options.Add(option);
        _reading.AddTo(command);
        if (narrows) ScopeChoice.AddTo(command);
        command.Options.Add(CommonOptions.Dataset);
        CommonOptions.AddConnection(command);
    }

    /// <summary>Makes it a mistake to give neither files nor a dataset.</summary>
    public void NeedFilesOrDataset(Command command) => command.Validators.Add(result =>
    {
        if (!_reading.HasLogs(result) && result.GetResult(CommonOptions.Dataset) is null or { Implicit: true })
            result.AddError("FILE is missing; expected one or more, or --dataset with a dataset's name.");
    });

    /// <summary>What is to be ingested; null where no file is given.</summary>
    /// <exception cref="WorkloadException">No file is given, and an option needs one.</exception>
    public IngestRequest? RequestOrNull(ParseResult parsed)
    {
        if (_reading.HasLogs(parsed)) return Request(parsed);
        if (parsed.GetValue(_reload)) throw NoFile("--reload reads files again");
        return Models(parsed).FirstOrDefault(IsFile) is { } names ? throw NoFile($"--models {names} names the models of files") : null;
    }

    private static WorkloadException NoFile(string why) => new($"{why}, and no file is given.") { IsInput = true };

    /// <summary>Tokens of a block; null where they are not given.</summary>
    public int? BlockSize(ParseResult parsed) => _reading.Of(parsed).BlockSize;

    public bool ForceRecompute(ParseResult parsed) => parsed.GetValue(_force);

    /// <summary>Ids or names of the models to draw, separated by commas; empty for the top ones.</summary>
    public string DrawnModels(ParseResult parsed) => string.Join(',', Models(parsed).Where(value => !IsFile(value)));

    /// <summary>The rows that are meant; null for all.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="files">
    /// The files that were read. Where the model that is given is that of all their rows, since they have none, it narrows nothing.
    /// </param>
    public Scope? Scope(ParseResult parsed, IReadOnlyList<CatalogFile> files)
    {
        var named = _reading.Models(parsed);
        var isNaming = named.Length == 1 && files.Count > 0
            && files.All(file => ReadingOptions.WithoutModel(file.Reading) != file.Reading);
        return ScopeChoice.Of(parsed, isNaming ? [] : named);
    }

    public IngestRequest Request(ParseResult parsed)
    {
        var (inputs, logs) = _reading.Logs(parsed);
        return Options(parsed) with { Files = logs.Files, Inputs = inputs, Found = logs.Found, LeftOut = logs.LeftOut };
    }

    /// <summary>The words that stand where files do: files or, for commands that take them, datasets.</summary>
    public IReadOnlyList<string> Words(ParseResult parsed) => _reading.Words(parsed);

    /// <summary>The ingestion of some of the files.</summary>
    /// <exception cref="WorkloadException">A path does not exist, or a folder has no log.</exception>
    public IngestRequest Request(ParseResult parsed, IReadOnlyList<string> inputs)
    {
        var logs = LogFiles.Resolve(inputs);
        return Options(parsed) with { Files = logs.Files, Inputs = inputs, Found = logs.Found, LeftOut = logs.LeftOut };
    }

    private IngestRequest Options(ParseResult parsed) => new()
    {
        Files = [],
        Dataset = parsed.GetValue(CommonOptions.Dataset),
        Names = Models(parsed).LastOrDefault(IsFile) is { } file ? ModelNames.Load(file) : ModelNames.Empty,
        Reload = parsed.GetValue(_reload),
        Options = new DatasetOptions(
            parsed.GetValue(_partitions), parsed.GetValue(_chunk), parsed.GetValue(_seed), parsed.GetValue(_parts)),
        Reading = _reading.Of(parsed) with { Strict = parsed.GetValue(_strict) },
    };

    private string[] Models(ParseResult parsed) => parsed.GetValue(_models) ?? [];

    private static bool IsFile(string value) => value.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || File.Exists(value);
}
