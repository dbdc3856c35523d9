using System.Text.RegularExpressions;
using LlmWorkload.Commands;

namespace LlmWorkload.Tests.Commands;

/// <summary>How the command line is used, rightly and wrongly.</summary>
public sealed partial class UsageTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public static TheoryData<string> Commands =>
    [
        "", "analyze", "inspect", "ingest", "query", "query overview", "query models", "query model", "query users", "query user",
            "query datasets", "query cluster",
        "datasets", "datasets list", "datasets show", "datasets drop", "export", "generate", "series", "slo", "study", "completion", "help",
        "version",
    ];

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task The_help_of_every_command_ends_with_an_example_of_it(string command)
    {
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var run = (await CommandRun.OfAsync([.. words, "--help"])).Succeeds();
        Assert.Empty(run.Error);
        Assert.Matches($@"Examples?:\n  llmwl {Regex.Escape(command)}", run.Output);
        Assert.DoesNotMatch(OptionNamedAfterItself(), run.Output);
    }

    [Theory]
    [InlineData("", "a command is missing; expected analyze, inspect, ingest, query, compare, export, datasets, generate")]
    [InlineData("query", "a command is missing; expected overview, models, model, users, user, datasets, cluster")]
    [InlineData("analyze", "FILE is missing; expected one or more, or --dataset with a dataset's name.\n")]
    [InlineData("query model", "NAME is missing.\n")]
    [InlineData("export vllm log.csv", "--out is missing.\n")]
    [InlineData("query model a b c", "'b' is a word too many; expected NAME and options.\n")]
    [InlineData("serve now", "SETTING is 'now'; expected one such as --Silo:HealthPort 8090, behind --.\n")]
    [InlineData("datasets list now", "'now' is a word too many; expected options alone.\n")]
    [InlineData("query model -- -x --state st", "'--state' is a word too many; expected NAME and options (behind '--' no word is an option).\n")]
    [InlineData("analyze log.csv --dpi 1e2", "--dpi is '1e2'; expected a whole number from 50 to 1200")]
    [InlineData("series log.csv --dpi 192.5", "--dpi is '192.5'; expected a whole number from 50 to 1200")]
    [InlineData("compare a b --dpi 99999999999", "--dpi is '99999999999'; expected a whole number from 50 to 1200")]
    [InlineData("analyze log.csv --dpi 49", "--dpi is '49'; expected a whole number from 50 to 1200")]
    [InlineData("analyze log.csv --dpi 1200 --size 9x9in", "--dpi is '1200'; expected a whole number from 50 to 1200, and at most 100 million")]
    [InlineData("analyze log.csv --dpi 120 --size 1e1x2in", "--size is '1e1x2in'; expected width x height")]
    [InlineData("analyze log.csv --dpi 120 --style pap", "--style is 'pap'; the nearest is 'paper'")]
    [InlineData("query models --wrong", "there is no option '--wrong'\n")]
    [InlineData("ingst log.csv", "there is no command 'ingst'; the nearest is 'ingest'; expected")]
    [InlineData("query modles", "there is no command 'modles'; the nearest is 'models'; expected")]
    [InlineData("frobnicate", "there is no command 'frobnicate'; expected")]
    [InlineData("overview log.csv --tz Europe/Berlin",
        "there is no option '--tz'; the nearest is '--time-zone' (a name that begins with '-' stands after '--')\n")]
    [InlineData("overview log.csv --datset winter", "there is no option '--datset'; the nearest is '--dataset'")]
    [InlineData("analyze --outptu=figures log.csv", "there is no option '--outptu'; the nearest is '--output'")]
    [InlineData("analyze log.csv -output figures", "there is no option '-output'; the nearest is '--output'")]
    [InlineData("generate -output=log.csv", "there is no option '-output'; the nearest is '--output'")]
    [InlineData("query models --top 2 --top -1", "--top is there 2 times; expected once.\n")]
    [InlineData("query models --format=csv --format json", "--format is there 2 times; expected once.\n")]
    [InlineData("query models --state", "--state has no value.\n")]
    [InlineData("query models --state --quiet", "--state has no value: --quiet behind it is an option. Expected a value (--state=--quiet if")]
    [InlineData("analyze log.csv -o -q", "-o has no value: -q behind it is an option.")]
    [InlineData("query models --quiet --dataset --state s", "--dataset has no value: --state behind it is an option.")]
    [InlineData("ingest --dataset=--quiet nowhere.csv", "nowhere.csv: no such file or directory")]
    [InlineData("ingest -- --dataset --quiet", "--dataset: no such file or directory")]
    [InlineData("query models --top -1", "--top is '-1'; expected a number")]
    [InlineData("analyze log.csv -top 5", "there is no option '-top'; the nearest is '--top'")]
    [InlineData("ingest -- -output", "-output: no such file or directory")]
    [InlineData("ingest --dataset -output nowhere.csv", "nowhere.csv: no such file or directory")]
    [InlineData("ingest log.csv --part 3", "there is no option '--part'; the nearest is '--partitions'")]
    [InlineData("ingest log.csv -z", "there is no option '-z'")]
    [InlineData("query user -5", "there is no option '-5'")]
    [InlineData("query users --tpo 5", "there is no option '--tpo'; the nearest is '--top'")]
    [InlineData("--datset winter", "there is no option '--datset'")]
    [InlineData("generate --row 5", "there is no option '--row'; the nearest is '--rows'")]
    [InlineData("datasets drop winter --clutser redis", "there is no option '--clutser'; the nearest is '--cluster'")]
    [InlineData("ingest -- --log.csv", "--log.csv: no such file or directory")]
    [InlineData("ingest nowhere.csv", "nowhere.csv: no such file or directory")]
    [InlineData("inspect nowhere.csv", "nowhere.csv: no such file or directory")]
    [InlineData("inspect log.csv --rows 0", "--rows is '0'; expected a number from 1 on, or all")]
    [InlineData("inspect log.csv --dataset winter", "there is no option '--dataset'")]
    [InlineData("query models --top abc", "--top is 'abc'; expected a number from 0 to 2147483647, or all")]
    [InlineData("query users --top -1", "--top is '-1'; expected a number")]
    [InlineData("query models --spreadsheet-safe", "--spreadsheet-safe is for CSV; expected --format csv, or export requests-csv, with it.")]
    [InlineData("export vllm log.csv --out x.jsonl --spreadsheet-safe", "--spreadsheet-safe is for CSV; expected --format csv")]
    [InlineData("analyze log.csv --full-data --thin-data", "--full-data and --thin-data are both given; expected one of them")]
    [InlineData("analyze log.csv --top some", "--top is 'some'; expected a number")]
    [InlineData("query models --format xml", "--format is 'xml'; expected table, json or csv")]
    [InlineData("query models --format svg", "--format is 'svg'; expected table, json or csv")]
    [InlineData("analyze log.csv --format gif", "--format is 'gif'; expected png, svg or pdf for figures, table, json or csv for the result")]
    [InlineData("analyze log.csv --format json --format csv", "--format is 'json,csv'; expected at most one of a kind")]
    [InlineData("ingest log.csv --partitions 0", "--partitions is '0'; expected a whole number from 1 to 4096")]
    [InlineData("ingest log.csv --chunk-records many", "--chunk-records is 'many'; expected a whole number from 1 to 4194304")]
    [InlineData("ingest log.csv --timeout NaN", "--timeout is 'NaN'; expected a number from 0 to 86400")]
    [InlineData("slo log.csv", "--slo is missing.\n")]
    [InlineData("slo log.csv --slo ttft", "--slo is 'ttft'; expected a list such as ttft=0.5,tpot=50ms,e2e=30")]
    [InlineData("slo log.csv --slo ttft=1,ttft=2", "--slo is 'ttft=1,ttft=2'; expected a list")]
    [InlineData("analyze log.csv --slo e2e=-1", "--slo is 'e2e=-1'; expected a list")]
    [InlineData("slo log.csv --slo ttft=1 --min-attainment 1.01", "--min-attainment is '1.01'; expected a number from 0 to 1")]
    [InlineData("analyze log.csv --min-attainment 0.5", "--min-attainment needs --slo")]
    [InlineData("analyze log.csv --sessions-csv", "--sessions-csv is of the analysis 'sessions', which does not run; expected --study")]
    [InlineData("study log.csv --session-csv", "there is no option '--session-csv'")]
    [InlineData("series log.csv --every 0", "--every is '0'; expected a whole number above 0 of seconds, or with s, m, h or d")]
    [InlineData("series log.csv --every 2w", "--every is '2w'; expected a whole number")]
    [InlineData("series log.csv --by hour", "--by is 'hour'; expected model, user, function, instance, status, label")]
    [InlineData("series log.csv --show requests,ttft.p98", "--show has 'ttft.p98'; the nearest is 'ttft.p90'; expected requests, failed")]
    [InlineData("series log.csv --show requets", "--show has 'requets'; the nearest is 'requests'; expected requests, failed")]
    [InlineData("generate --rows 1e3", "--rows is '1e3'; expected a whole number")]
    [InlineData("generate --rows 0", "--rows is '0'; expected a whole number from 1 to 1000000000000")]
    [InlineData("generate --from-pool nowhere", "--from-pool is 'nowhere', which is no folder; expected a folder with chunk-0-trace.csv")]
    [InlineData("generate --from-pool p --rows 5", "--from-pool and --rows are both given; a pool has its own requests")]
    [InlineData("generate --from-pool p --days 0", "--days is '0'; expected a number from 0.001 to 3660")]
    [InlineData("generate --start +5h", "--start is '+5h'; expected an instant such as")]
    [InlineData("export servegen log.csv --out -", "--out is '-', and servegen is a folder of files; expected a folder")]
    [InlineData("export servegen log.csv --out d --category langauge",
        "--category is 'langauge'; the nearest is 'language'; expected one of language, multimodal, reason")]
    [InlineData("export servegen log.csv --out d --pool a/b", "--pool is 'a/b'; expected the name of a folder")]
    [InlineData("export servegen log.csv --out d --speed-up 2", "--speed-up changes requests, and servegen writes none")]
    [InlineData("export servegen log.csv --out d --sample-users 0.5", "--sample-users changes requests, and servegen writes none")]
    [InlineData("export vllm log.csv --out d --no-rest", "--no-rest is of export servegen, and another form is asked for")]
    [InlineData("export vllm log.csv --out d --category reason", "--category is of export servegen")]
    [InlineData("generate --output /", "--output is '/', which is a folder; expected a file")]
    [InlineData("datasets list --storage Floppy", "--storage is 'Floppy'; expected one of RocksDb, Memory")]
    [InlineData("datasets list --cluster nowhere", "--cluster has 'nowhere'; expected HOST:PORT")]
    [InlineData("ingest log.csv --dataset a/b", "--dataset is 'a/b', which has a slash")]
    [InlineData("query models --dataset a\\b", "--dataset is 'a\\b', which has a slash")]
    [InlineData("analyze log.csv --dataset ..", "--dataset is '..', which is not a name")]
    public async Task Wrong_usage_is_told_with_what_was_expected(string line, string message) =>
        (await CommandRun.OfAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).IsRefused(message);

    [Theory]
    [InlineData("", "which is empty")]
    [InlineData("  ", "which is empty")]
    [InlineData("two\nlines", "which has a control character")]
    public async Task A_dataset_name_that_would_confuse_is_refused(string name, string message) =>
        (await CommandRun.OfAsync("query", "models", "--dataset", name)).IsRefused(message);

    [Fact]
    public async Task A_name_that_begins_with_a_dash_stands_after_two_of_them_and_a_value_of_an_option_may_begin_with_one()
    {
        var log = _workspace.WriteModels("log.csv", "-rf", "--tz");
        (await CommandRun.OfAsync("ingest", "--dataset", "d", "--hash-seed", "-5", "--state", _workspace.State, "--", log)).Succeeds();
        var model = await CommandRun.OfAsync("query", "model", "--dataset", "d", "--state", _workspace.State, "--", "-rf");
        Assert.Contains("-rf", model.Succeeds().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_is_given_whatever_else_is_asked()
    {
        var run = (await CommandRun.OfAsync("overview", "log.csv", "--tz", "--help")).Succeeds();
        Assert.Contains("llmwl overview", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dataset_name_of_other_odd_characters_works()
    {
        const string Name = "Zürich 2025 [bold] #1 — 'q' % \"x\" @é";
        var log = _workspace.WriteModels("log.csv", "alpha");
        (await CommandRun.OfAsync("ingest", log, "--dataset", Name, "--state", _workspace.State, "--partitions", "1")).Succeeds();
        var models = await CommandRun.OfAsync("query", "models", "--dataset", Name, "--state", _workspace.State);
        Assert.Contains($"Models of {Name}", models.Succeeds().Output, StringComparison.Ordinal);
        (await CommandRun.OfAsync("datasets", "drop", Name, "--state", _workspace.State)).Succeeds();
        Assert.Equal("[]\n", (await CommandRun.OfAsync("datasets", "list", "--state", _workspace.State, "--format", "json")).Output);
    }

    [Fact]
    public async Task An_output_folder_that_is_a_file_is_refused_before_anything_is_read()
    {
        var log = _workspace.WriteModels("log.csv", "alpha");
        var run = await CommandRun.OfAsync("analyze", log, "--output", Path.Combine(log, "figures"), "--storage", "Memory");
        run.IsRefused($"'{log}' is a file; expected a folder");
        Assert.DoesNotContain("ingested", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_output_folder_that_cannot_be_made_is_refused_before_anything_is_read()
    {
        var log = _workspace.WriteModels("log.csv", "alpha");
        var run = await CommandRun.OfAsync("analyze", log, "--output", "/proc/figures", "--storage", "Memory");
        run.IsRefused("nothing can be written into '/proc'");
        Assert.DoesNotContain("ingested", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_folder_that_is_a_file_is_refused()
    {
        var log = _workspace.WriteModels("log.csv", "alpha");
        (await CommandRun.OfAsync("datasets", "list", "--state", log)).IsRefused($"The state folder '{log}' cannot be made or written");
    }

    [Fact]
    public async Task A_cluster_that_does_not_answer_is_a_failure()
    {
        var run = await CommandRun.OfAsync("datasets", "list", "--cluster", "127.0.0.1:1", "--timeout", "2");
        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains("No silo answers at 127.0.0.1:1", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupting_ends_with_130_and_leaves_no_file()
    {
        using var interrupted = new CancellationTokenSource();
        await interrupted.CancelAsync();
        using var output = new StringWriter();
        using var error = new StringWriter();
        var file = Path.Combine(_workspace.Root, "log.csv");
        Assert.Equal(130, await Cli.RunAsync(["generate", "--rows", "100000", "--output", file], output, error, interrupted.Token));
        Assert.Equal("llmwl: interrupted\n", error.ToString());
        Assert.Empty(Directory.EnumerateFileSystemEntries(_workspace.Root));
    }

    [Fact]
    public async Task Verbose_adds_the_stack_trace_of_a_failure()
    {
        var quiet = await CommandRun.OfAsync("ingest", "nowhere.csv");
        var verbose = await CommandRun.OfAsync("ingest", "nowhere.csv", "--verbose");
        Assert.Equal((2, 2), (quiet.ExitCode, verbose.ExitCode));
        Assert.DoesNotContain("   at LlmWorkload.", quiet.Error, StringComparison.Ordinal);
        Assert.Contains("   at LlmWorkload.", verbose.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_with_control_characters_cannot_reach_the_terminal()
    {
        var run = await CommandRun.OfAsync("ingest", "no\u001b[31mwhere.csv");
        run.IsRefused("no\uFFFD[31mwhere.csv: no such file or directory");
    }

    [Theory]
    [InlineData("\u202E")] // right-to-left override
    [InlineData("\u2066")]
    [InlineData("\u200F")]
    [InlineData("\u061C")]
    [InlineData("\u200B")] // zero width space
    [InlineData("\u2028")]
    [InlineData("\uFEFF")]
    [InlineData("\U000E0041")] // a tag, which no terminal shows
    public async Task A_name_with_characters_that_turn_or_hide_text_cannot_reach_the_terminal(string mark) =>
        (await CommandRun.OfAsync("ingest", $"no{mark}where.csv")).IsRefused("no\uFFFDwhere.csv: no such file or directory");

    [Theory]
    [InlineData("نامه\u200Cها")]
    [InlineData("👩\u200D🔬")]
    [InlineData("模型-é")]
    public async Task What_a_script_needs_to_be_written_stays(string name) =>
        (await CommandRun.OfAsync("ingest", $"{name}.csv")).IsRefused($"{name}.csv: no such file or directory");

    // An option whose value is called like the option itself, "--rows <rows>", was not given a name for its value.
    [GeneratedRegex(@"--([a-z-]+) <\1>")]
    private static partial Regex OptionNamedAfterItself();
}
