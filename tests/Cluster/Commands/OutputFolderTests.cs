using LlmWorkload.Output;

namespace LlmWorkload.Tests.Commands;

/// <summary>What an analysis leaves in its output folder.</summary>
public sealed class OutputFolderTests : IDisposable
{
    private const string Tokens = "per_model_token_distributions";

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task The_summary_lists_every_file_left_out_and_every_copy()
    {
        var logs = Path.Combine(_workspace.Root, "logs");
        Directory.CreateDirectory(logs);
        foreach (var i in Enumerable.Range(10, 12)) _workspace.Write($"logs/{i}.txt", "no log");
        var log = _workspace.WriteModels("logs/b.csv", "alpha", "beta");
        File.WriteAllText(Path.Combine(logs, "a.csv"), string.Concat(File.ReadLines(log).Take(2).Select(line => line + "\n")));
        (await _workspace.AnalyzeAsync(logs, "--only", "overview", "--top", "0")).Succeeds();
        var summary = _workspace.Summary();
        var leftOut = summary.GetProperty("left_out").EnumerateArray().ToList();
        Assert.Equal(12, leftOut.Count);
        Assert.Equal((Path.Combine(logs, "21.txt"), "no log by its name"),
            (leftOut[11].GetProperty("file").GetString(), leftOut[11].GetProperty("reason").GetString()));
        var copy = Assert.Single(summary.GetProperty("copies").EnumerateArray());
        Assert.Equal((Path.Combine(logs, "a.csv"), log), (copy.GetProperty("file").GetString(), copy.GetProperty("of").GetString()));

        (await _workspace.AnalyzeAsync(log, "--only", "overview", "--top", "0", "--overwrite")).Succeeds();
        Assert.Equal((0, 0), (_workspace.Summary().GetProperty("left_out").GetArrayLength(), _workspace.Summary().GetProperty("copies")
            .GetArrayLength()));
    }

    [Fact]
    public async Task The_summary_lists_every_file_that_is_there_and_no_other_also_after_a_smaller_run()
    {
        var log = _workspace.WriteModels("log.csv", "alpha", "beta", "gamma", "alpha", "beta", "alpha");
        var broken = _workspace.Write("broken.csv", [.. await File.ReadAllLinesAsync(log), "alpha"]);

        (await _workspace.AnalyzeAsync(broken, "--top", "2")).Succeeds();
        Assert.Equal(_workspace.Written(), Listed());
        Assert.Contains("rejected.csv", Listed());
        Assert.Contains($"{Tokens}/beta/input_tokens_cdf.png", Listed());

        var own = Path.Combine(_workspace.Figures, "overview", "notes.txt");
        await File.WriteAllTextAsync(own, "mine");
        var refused = await _workspace.AnalyzeAsync(log, "--top", "1", "--format", "svg");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("holds figures of the dataset 'broken-", refused.Error, StringComparison.Ordinal);
        Assert.Contains("--overwrite", refused.Error, StringComparison.Ordinal);
        Assert.Contains($"{Tokens}/beta/input_tokens_cdf.png", _workspace.Written());
        (await _workspace.AnalyzeAsync(log, "--top", "1", "--format", "svg", "--overwrite")).Succeeds();
        Assert.Equal("mine", await File.ReadAllTextAsync(own));
        File.Delete(own);
        Assert.Equal(_workspace.Written(), Listed());
        Assert.DoesNotContain(Listed(), file => file == "rejected.csv" || IsFigure(file));
        Assert.False(Directory.Exists(Path.Combine(_workspace.Figures, Tokens, "beta")));
    }

    private static bool IsFigure(string file) =>
        file.EndsWith(".png", StringComparison.Ordinal) && !file.StartsWith("thumbnails/", StringComparison.Ordinal);

    [Fact]
    public async Task What_an_interrupted_run_wrote_goes_with_the_next()
    {
        var log = _workspace.WriteModels("log.csv", "alpha", "beta");
        new RunJournal(_workspace.Figures).Add([$"{Tokens}/gamma/input_tokens_cdf.png", "overview/summary.json", "../log.csv"]);
        var left = Path.Combine(_workspace.Figures, Tokens, "gamma", "input_tokens_cdf.png");
        Directory.CreateDirectory(Path.GetDirectoryName(left)!);
        await File.WriteAllTextAsync(left, "old");

        (await _workspace.AnalyzeAsync(log, "--top", "1")).Succeeds();
        Assert.False(Directory.Exists(Path.GetDirectoryName(left)));
        Assert.Equal(_workspace.Written(), Listed());
        Assert.True(File.Exists(log));
    }

    [Fact]
    public async Task What_a_killed_run_had_half_written_goes_with_the_next_and_what_a_living_one_writes_stays()
    {
        const int NobodysNumber = 2_000_000_000;
        var log = _workspace.WriteModels("log.csv", "alpha", "beta");
        new RunJournal(_workspace.Figures).Add([$"{Tokens}/gamma/input_tokens_cdf.png", "overview/summary.json"]);
        using var living = System.Diagnostics.Process.Start("sleep", "600")!;
        string[] abandoned = [
            Half($"{Tokens}/gamma/input_tokens_cdf.png.{NobodysNumber}.tmp"), Half($"overview/summary.json.{NobodysNumber}.tmp"),
            Half($"index.html.{NobodysNumber}.tmp"), Half($"rejected.csv.{living.Id}.tmp")];
        File.SetLastWriteTime(abandoned[^1], DateTime.Now.AddDays(-1)); // before the process that has this number now
        string[] others = [
            Half($"overview/summary.json.{living.Id}.tmp"), Half($"overview/notes.txt.{NobodysNumber}.tmp"), Half(
            "overview/summary.json.old.tmp")];

        (await _workspace.AnalyzeAsync(log, "--top", "1")).Succeeds();
        living.Kill();

        Assert.All(abandoned, file => Assert.False(File.Exists(file), file));
        Assert.All(others, file => Assert.True(File.Exists(file), file));
        Assert.False(Directory.Exists(Path.Combine(_workspace.Figures, Tokens, "gamma")));

        string Half(string name)
        {
            var path = Path.Combine(_workspace.Figures, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "half");
            return path;
        }
    }

    [Fact]
    public async Task Top_0_draws_nothing_and_writes_the_numbers()
    {
        var log = _workspace.WriteModels("log.csv", "alpha", "beta");
        (await _workspace.AnalyzeAsync(log, "--top", "0")).Succeeds();
        Assert.All(_workspace.Written(), file => Assert.DoesNotMatch(@"\.(png|svg|pdf)$", file));
        Assert.Equal(["alpha", "beta"], _workspace.Json($"{Tokens}/summary.json").GetProperty("models").EnumerateArray()
            .Select(model => model.GetProperty("id").GetString()!));
        Assert.Equal(2, _workspace.Json("overview/summary.json").GetProperty("rows").GetInt64());
    }

    [Fact]
    public async Task Figures_are_drawn_as_svg_where_asked_and_the_result_printed_as_JSON_too()
    {
        var log = _workspace.WriteModels("log.csv", "alpha", "beta");
        var run = await _workspace.AnalyzeAsync(log, "--format", "svg", "--format", "json");
        Assert.Equal(_workspace.Summary().GetRawText(), run.Json().GetRawText());
        var figure = await File.ReadAllTextAsync(Path.Combine(_workspace.Figures, "overview/input_tokens_cdf.svg"));
        Assert.Contains("<svg", figure, StringComparison.Ordinal);
        Assert.DoesNotContain(_workspace.Written(), IsFigure);
    }

    [Fact]
    public async Task An_analysis_is_one_table_of_CSV_and_quiet_says_nothing()
    {
        var log = _workspace.WriteModels("log.csv", "alpha", "beta");
        var run = await _workspace.AnalyzeAsync(log, "--top", "0", "--format", "csv", "--quiet");
        Assert.Empty(run.Error);
        Assert.Equal(["dataset", "rows", "rejected", "models", "users", "functions", "first", "last"], run.Csv()[0]);
        Assert.Equal(["2", "0", "2", "2", "1", "2025-01-06T00:00:00.0000000Z", "2025-01-06T00:00:10.0000000Z"],
            Assert.Single(run.Csv().Skip(1))[1..]);
    }

    [Fact]
    public async Task Two_models_of_one_name_get_folders_of_their_own()
    {
        var log = _workspace.WriteModels("log.csv", "id-1", "id-2", "id-1", "id-2");
        var names = _workspace.Write("names.json", """{"items":[{"chute_id":"id-1","name":"llama"},{"chute_id":"id-2","name":"llama"}]}""");
        (await _workspace.AnalyzeAsync(log, "--models", names)).Succeeds();
        Assert.Equal(["llama-d5d5b1c8", "llama-eb66c623"], ModelFolders().Order(StringComparer.Ordinal)); // sha256sum of id-2 and id-1
    }

    [Fact]
    public async Task Names_of_models_cannot_leave_the_output_folder_or_meet_in_it()
    {
        string[] models =
        [
            "../x", "..", ".", "a/b", "a\\b", "/etc/passwd", "CON", "nul.txt", new string('m', 3_000), "模型-é", "@cf/meta/llama", "-rf", "~",
                "$HOME", "a b", "tab\there",
            "Alpha", "alpha", "[red]", "\"quoted\"",
        ];
        // Each twice, with other tokens: one value is not worth drawing.
        var log = _workspace.WriteModels("log.csv", [.. models, .. models]);
        var before = Directory.GetFileSystemEntries(_workspace.Root).Length;
        var run = await _workspace.AnalyzeAsync(log, "--top", "all", "--format", "svg,json");
        run.Succeeds();
        Assert.Equal(models.Length, run.Json().GetProperty("models").GetInt32());
        Assert.Equal(before + 1, Directory.GetFileSystemEntries(_workspace.Root).Length);
        Assert.Equal(models.Length, ModelFolders().Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(ModelFolders(), folder => Assert.Matches(@"^[A-Za-z0-9模型é._-]{1,120}$", folder));
        Assert.Equal(_workspace.Written(), Listed());
    }

    [Fact]
    public async Task A_dataset_is_derived_from_the_files_and_told_by_an_ingestion()
    {
        var log = _workspace.WriteModels("log.csv", "alpha", "beta");
        var first = (await CommandRun.OfAsync("ingest", log, "--state", _workspace.State, "--partitions", "1", "--format", "json")).Json();
        Assert.StartsWith("log-", first.GetProperty("dataset").GetString(), StringComparison.Ordinal);
        Assert.Equal((2L, 2L), (first.GetProperty("rows").GetInt64(), first.GetProperty("added_rows").GetInt64()));

        var again = await CommandRun.OfAsync("ingest", log, "--state", _workspace.State, "--format", "json");
        Assert.Contains("already ingested", again.Error, StringComparison.Ordinal);
        Assert.Equal((2L, 0L), (again.Json().GetProperty("rows").GetInt64(), again.Json().GetProperty("added_rows").GetInt64()));
    }

    [Fact]
    public async Task Two_files_of_the_same_content_count_once_and_that_is_said()
    {
        var log = _workspace.WriteModels("log.csv", "alpha", "beta");
        var copy = _workspace.WriteModels("copy.csv", "alpha", "beta");
        var run = await CommandRun.OfAsync("ingest", log, copy, "--storage", "Memory", "--partitions", "1", "--format", "json");
        Assert.Contains($"{copy}: the same content as {log}, which counts once", run.Error, StringComparison.Ordinal);
        Assert.Equal(2, run.Json().GetProperty("rows").GetInt64());
    }

    [Fact]
    public async Task A_model_that_does_not_exist_is_refused_also_where_no_figure_of_a_model_is_drawn()
    {
        var log = _workspace.WriteModels("log.csv", "alpha", "beta");
        var run = await CommandRun.OfAsync("overview", log, "--storage", "Memory", "--partitions", "1", "--models", "alpha,gamma",
            "--output", _workspace.Figures);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("has no model 'gamma'", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_workspace.Figures));
    }

    [Fact]
    public async Task Files_of_one_name_are_told_apart_by_their_folders()
    {
        var folder = Path.GetDirectoryName(_workspace.Write("logs/eu/app.csv", "model,started_at,input_tokens", "a,1,-1"))!;
        _workspace.Write("logs/us/app.csv", "model,started_at,other", "b,2,3");
        var run = await CommandRun.OfAsync("ingest", Path.GetDirectoryName(folder)!, "--state", _workspace.State, "--partitions", "1",
            "--dataset", "two");
        Assert.Contains("us/app.csv: columns that no field is read from: other", run.Error, StringComparison.Ordinal);
        Assert.Contains("eu/app.csv: values that count as missing: input_tokens_negative 1", run.Error, StringComparison.Ordinal);
        var shown = await CommandRun.OfAsync("datasets", "show", "two", "--state", _workspace.State, "--format", "json");
        Assert.Equal(["eu/app.csv", "us/app.csv"],
            shown.Json().GetProperty("files").EnumerateArray().Select(file => file.GetProperty("name").GetString()));
    }

    private List<string> ModelFolders() =>
        [.. Directory.EnumerateDirectories(Path.Combine(_workspace.Figures, Tokens)).Select(folder => Path.GetFileName(folder))];

    private IReadOnlyList<string> Listed() =>
        [.. _workspace.Summary().GetProperty("written").EnumerateArray().Select(file => file.GetString()!).Order(StringComparer.Ordinal)];
}
