using LlmWorkload.Datasets;
using LlmWorkload.Ingestion;
using LlmWorkload.Users;

namespace LlmWorkload.Tests;

public sealed class DatasetCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ingesting_the_same_file_again_does_nothing_and_says_so()
    {
        var file = SampleLog.Write(_folder.At("log.csv"), rows: 300, seed: 1);
        var first = await RunAsync("ingest", file);
        var again = await RunAsync("ingest", file);

        Assert.Contains("rows ingested in", first.Error);
        Assert.Contains("already ingested", again.Error);
        Assert.DoesNotContain("rows ingested in", again.Error);
        Assert.Equal(first.Output, again.Output);
    }

    [Fact]
    public async Task A_renamed_copy_is_recognised()
    {
        var file = SampleLog.Write(_folder.At("log.csv"), rows: 300, seed: 1);
        await RunAsync("ingest", file, "--dataset", "d");
        File.Move(file, _folder.At("renamed.csv"));

        var again = await RunAsync("ingest", _folder.At("renamed.csv"), "--dataset", "d");

        Assert.Contains("already ingested", again.Error);
        Assert.Single(await ShowAsync("d"));
    }

    [Fact]
    public async Task A_second_file_adds_to_the_dataset()
    {
        var one = SampleLog.Write(_folder.At("one.csv"), rows: 300, seed: 1);
        var two = SampleLog.Write(_folder.At("two.csv"), rows: 200, seed: 2);
        await RunAsync("ingest", one, "--dataset", "d");

        var second = await RunAsync("ingest", two, "--dataset", "d");
        await RunAsync("ingest", one, two, "--dataset", "together");

        Assert.Contains("holds 1 more file from earlier", second.Error);
        Assert.Equal(await ShowAsync("together"), await ShowAsync("d"));
        Assert.Equal(await OverviewAsync("together"), await OverviewAsync("d"));
    }

    [Fact]
    public async Task Doubts_are_told_by_datasets_show_and_query_overview()
    {
        var log = Write("log.csv", "model/a,,u,1970-01-01 00:00:00,,1,1,", "model/a,,u,2025-01-01 00:00:00,,1,1,",
            "model/a,,u,2025-01-01 00:00:01,,1,1,");
        await RunAsync("ingest", log, "--dataset", "d");

        var table = await RunAsync("datasets", "show", "d");
        var json = await RunAsync("datasets", "show", "d", "--format", "json");
        var overview = await RunAsync("query", "overview", "--dataset", "d");

        Assert.Contains("Doubt: 1 of 3 rows lies", table.Error);
        Assert.DoesNotContain("Doubt", json.Error);
        using var document = System.Text.Json.JsonDocument.Parse(json.Output);
        Assert.Contains("1 of 3 rows lies", document.RootElement.GetProperty("doubts").EnumerateArray().Last().GetString());
        Assert.Contains("Doubt: 1 of 3 rows lies", overview.Error);
    }

    [Fact]
    public async Task The_order_of_files_is_input_order()
    {
        // One user's two requests at the same instant: ties stand in input order.
        var b = Write("b.csv", "model/b,,u,2025-01-01 00:00:00,,1,1,");
        var a = Write("a.csv", "model/a,,u,2025-01-01 00:00:00,,2,2,");
        await RunAsync("ingest", b, a, "--dataset", "d");

        await using var cluster = await WorkloadCluster.OpenAsync(_folder.At("state"));
        var catalog = await cluster.Grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset("d")).DescribeAsync();
        var partition = GrainKeys.PartitionOf(IdHash.Of("u", 0), catalog!.Options.Partitions);
        var rows = await cluster.Grains.GetGrain<IUserPartitionGrain>(GrainKeys.Partition(catalog.RowsKey, partition))
            .ReadUserAsync("u", 0, catalog.ViewOf(partition));

        Assert.Equal(["b.csv", "a.csv"], catalog.Files.Select(file => file.Name));
        Assert.Equal([1L, 2L], rows!.InputTokens);
        Assert.Equal([IdHash.Of("model/b", 0), IdHash.Of("model/a", 0)], rows.Model.Select(index => rows.Models[index]));
    }

    [Fact]
    public async Task Analyzing_again_is_answered_from_the_state_and_forcing_computes_the_same_again()
    {
        var file = SampleLog.Write(_folder.At("log.csv"), rows: 300, seed: 1);
        string[] analyze = ["analyze", file, "--dataset", "d", "--top", "0"];
        var first = await RunAsync([.. analyze, "-o", _folder.At("first")]);
        var again = await RunAsync([.. analyze, "-o", _folder.At("again")]);
        var forced = await RunAsync([.. analyze, "-o", _folder.At("forced"), "--force-recompute"]);
        var reloaded = await RunAsync([.. analyze, "-o", _folder.At("reloaded"), "--reload"]);

        Assert.DoesNotContain("answered from the state", first.Error);
        Assert.Contains("without reading the CSV", again.Error);
        Assert.Contains("Every analysis was answered from the state.", again.Error);
        Assert.Contains("without reading the CSV", forced.Error);
        Assert.DoesNotContain("Every analysis was answered from the state.", forced.Error);
        Assert.Contains("rows ingested in", reloaded.Error);
        foreach (var other in (string[])["again", "forced", "reloaded"]) OutputFolders.AssertSame(_folder.At("first"), _folder.At(other));
    }

    [Fact]
    public async Task Split_models_are_described_and_dropped_like_others()
    {
        var file = SampleLog.Write(_folder.At("log.csv"), rows: 900, seed: 1);
        await RunAsync("ingest", file, "--dataset", "whole", "--chunk-records", "100");
        await RunAsync("ingest", file, "--dataset", "d", "--chunk-records", "100", "--model-parts", "3");

        Assert.Contains("\"model_parts\": 3", (await RunAsync("datasets", "show", "d", "--format", "json")).Output);
        Assert.Equal(await QueryAsync("model", "model/0", "whole"), await QueryAsync("model", "model/0"));
        Assert.Equal(await OverviewAsync("whole"), await OverviewAsync("d"));
        await RunAsync("datasets", "drop", "d");
        await RunAsync("ingest", file, "--dataset", "d", "--chunk-records", "100", "--model-parts", "3");
        Assert.Equal(await OverviewAsync("whole"), await OverviewAsync("d"));
    }

    [Fact]
    public async Task Reloading_takes_the_rows_of_the_new_files_alone()
    {
        var old = SampleLog.Write(_folder.At("old.csv"), rows: 300, seed: 1);
        var other = SampleLog.Write(_folder.At("new.csv"), rows: 120, seed: 2, users: 5);
        await RunAsync("ingest", old, "--dataset", "d");
        await RunAsync("ingest", other, "--dataset", "d", "--reload");
        await RunAsync("ingest", other, "--dataset", "fresh");

        Assert.Single(await ShowAsync("d"));
        Assert.Equal(await OverviewAsync("fresh"), await OverviewAsync("d"));
    }

    [Fact]
    public async Task Reloading_from_a_file_that_cannot_be_read_leaves_the_dataset_as_it_was()
    {
        await RunAsync("ingest", SampleLog.Write(_folder.At("log.csv"), rows: 300, seed: 1), "--dataset", "d");
        var before = await OverviewAsync("d");
        File.WriteAllText(_folder.At("wrong.csv"), "these,are,no,requests\n1,2,3,4\n");

        (await CommandLine.RunAsync("ingest", _folder.At("wrong.csv"), "--dataset", "d", "--reload", "--state", _folder.At("state")))
            .Failed(2);

        Assert.Equal(before, await OverviewAsync("d"));
    }

    [Fact]
    public async Task A_dropped_dataset_leaves_nothing_to_one_of_its_name()
    {
        var old = SampleLog.Write(_folder.At("old.csv"), rows: 300, seed: 1);
        var other = SampleLog.Write(_folder.At("new.csv"), rows: 300, seed: 2, users: 30);
        await RunAsync("ingest", old, "--dataset", "d");
        var (user, model) = (await QueryAsync("user", "user-003"), await QueryAsync("model", "model/1"));
        await RunAsync("datasets", "drop", "d");
        (await CommandLine.RunAsync("query", "overview", "--dataset", "d", "--state", _folder.At("state"))).Failed(2);
        Assert.DoesNotContain("\"d\"", (await RunAsync("datasets", "list", "--format", "json")).Output);

        await RunAsync("ingest", other, "--dataset", "d");
        var (newUser, newModel, overview) =
            (await QueryAsync("user", "user-003"), await QueryAsync("model", "model/1"), await OverviewAsync("d"));
        await RunAsync("ingest", other, "--dataset", "fresh");

        Assert.NotEqual((user, model), (newUser, newModel));
        Assert.Equal(await OverviewAsync("fresh"), overview);
        Assert.Equal((await QueryAsync("user", "user-003", "fresh"), await QueryAsync("model", "model/1", "fresh")), (newUser, newModel));
        (await CommandLine.RunAsync("query", "user", "user-035", "--dataset", "d", "--state", _folder.At("state"))).Failed(2);
    }

    [Fact]
    public async Task Every_kind_of_result_is_computed_again_when_results_are_forgotten()
    {
        await using var cluster = await WorkloadCluster.OpenAsync(_folder.At("state"));
        var file = SampleLog.Write(_folder.At("log.csv"), rows: 300, seed: 1);
        await new LogIngestor(cluster.Grains).IngestAsync(new IngestRequest { Files = [file], Dataset = "d" });
        var user = cluster.Grains.GetGrain<IUserGrain>(GrainKeys.User("d", "user-003"));
        var profile = await user.DescribeAsync();
        var computed = 0;
        cluster.Faults.AfterWrite = (_, record) =>
        {
            if (record == "u-profile") computed++;
            return null;
        };

        await user.DescribeAsync();
        Assert.Equal(0, computed);
        await cluster.Grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset("d")).ForgetAsync();
        var again = await user.DescribeAsync();

        Assert.Equal(1, computed);
        Assert.Equal((profile!.Requests, profile.InterArrival), (again!.Requests, again.InterArrival));
    }

    private string Write(string name, params string[] rows)
    {
        File.WriteAllLines(_folder.At(name), rows.Prepend(SampleLog.Header));
        return _folder.At(name);
    }

    private async Task<CommandResult> RunAsync(params string[] arguments) =>
        (await CommandLine.RunAsync([.. arguments, "--state", _folder.At("state")])).Succeeded();

    private async Task<string> QueryAsync(string kind, string name, string dataset = "d") =>
        (await RunAsync("query", kind, name, "--dataset", dataset, "--format", "csv")).Output;

    private async Task<string> OverviewAsync(string dataset) =>
        (await RunAsync("query", "overview", "--dataset", dataset, "--format", "json")).Output;

    private async Task<string[]> ShowAsync(string dataset)
    {
        var lines = (await RunAsync("datasets", "show", dataset, "--format", "csv")).Output.Split(
            '\n', StringSplitOptions.RemoveEmptyEntries);
        return lines[1..];
    }
}
