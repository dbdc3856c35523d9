using LlmWorkload.Analyses;

namespace LlmWorkload.Tests;

/// <summary>Real logs against results that were computed independently, embedded and on a silo of its own.</summary>
public sealed class ReferenceTests(SiloProcess silo) : IClassFixture<SiloProcess>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("servegen_sample", "servegen_models.json", 1_000, "servegen_sample")]
    [InlineData("servegen_sample", "servegen_models.json", 100, "servegen_sample.window100")]
    [InlineData("servegen_sample_1day", "servegen_models.json", 100, "servegen_sample_1day")]
    [InlineData("azure_code", "azure_models.json", 1_000, "azure_code")]
    [InlineData("mixed_sample", null, 100, "mixed_sample")]
    [InlineData("rich_sample", "rich_models.json", 100, "rich_sample")]
    public async Task A_real_log_gives_the_reference_embedded_and_on_a_cluster(string name, string? names, int window, string expected)
    {
        string[] analyze = [
            "analyze", SharedFolder.Require("data", $"{name}.csv"), "--top", "0", "--window", $"{window}", "--min-requests", $"{window}"];
        if (names is not null) analyze = [.. analyze, "--models", SharedFolder.Require("data", names)];
        (await CommandLine.RunAsync([.. analyze, "-o", _folder.At("embedded"), "--state", _folder.At("state")])).Succeeded();
        (await CommandLine.RunAsync([.. analyze, "-o", _folder.At("clustered"), "--cluster", silo.Gateway])).Succeeded();

        using var reference = new Reference(SharedFolder.Require("reference", $"{expected}.ref.json.gz"));
        Assert.Equal(11, reference.Analyses.Count);
        foreach (var analysis in reference.Analyses) reference.AssertHolds(analysis, _folder.At("embedded"));
        OutputFolders.AssertSame(_folder.At("embedded"), _folder.At("clustered"));
    }

    [Theory]
    [InlineData("rich_sample", "rich_models.json", "rich_sample.series", "series", "--every 1d --by model --top 3")]
    [InlineData("rich_sample", "rich_models.json", "rich_sample.study", "slo", "--slo ttft=0.5,tpot=50ms,e2e=30")]
    [InlineData("servegen_sample", "servegen_models.json", "servegen_sample.study", "slo", "--slo ttft=0.5,tpot=50ms,e2e=30")]
    public async Task Series_and_objectives_give_the_reference_embedded_split_and_on_a_cluster(
        string name, string names, string expected, string analysis, string options)
    {
        string[] run = [
            analysis, SharedFolder.Require("data", $"{name}.csv"), "--models", SharedFolder.Require("data", names), .. options.Split(' ')];
        string[] split = ["--dataset", "split", "--model-parts", "4", "--chunk-records", "700"];
        (await CommandLine.RunAsync([.. run, "-o", _folder.At("embedded"), "--state", _folder.At("state")])).Succeeded();
        (await CommandLine.RunAsync([.. run, .. split, "-o", _folder.At("split"), "--state", _folder.At("state")])).Succeeded();
        (await CommandLine.RunAsync([.. run, "-o", _folder.At("clustered"), "--cluster", silo.Gateway])).Succeeded();

        using var reference = new Reference(SharedFolder.Require("reference", $"{expected}.ref.json.gz"));
        reference.AssertHolds(analysis, _folder.At("embedded"));
        OutputFolders.AssertSame(_folder.At("embedded"), _folder.At("clustered"));
        Assert.Equal(
            await File.ReadAllTextAsync(Path.Combine(_folder.At("embedded"), analysis, "summary.json")),
            await File.ReadAllTextAsync(Path.Combine(_folder.At("split"), analysis, "summary.json")));
    }

    [Theory]
    [InlineData("rich_sample", "rich_models.json")]
    [InlineData("servegen_sample", "servegen_models.json")]
    [InlineData("azure_code", "azure_models.json")]
    public async Task A_study_gives_the_reference_embedded_split_and_on_a_cluster(string name, string names)
    {
        string[] analyses = [.. AnalysisInfo.All.Where(analysis => analysis.IsStudy && analysis.Name is not ("sessions" or "prefix-reuse"))
            .Select(analysis => analysis.Folder)];
        string[] run = [
            "analyze", SharedFolder.Require("data", $"{name}.csv"), "--models", SharedFolder.Require("data", names), "--only",
            "study", "--top", "0"];
        string[] split = ["--dataset", "split", "--model-parts", "4", "--chunk-records", "700"];
        (await CommandLine.RunAsync([.. run, "-o", _folder.At("embedded"), "--state", _folder.At("state")])).Succeeded();
        (await CommandLine.RunAsync([.. run, .. split, "-o", _folder.At("split"), "--state", _folder.At("state")])).Succeeded();
        (await CommandLine.RunAsync([.. run, "-o", _folder.At("clustered"), "--cluster", silo.Gateway])).Succeeded();

        using var reference = new Reference(SharedFolder.Require("reference", $"{name}.study.ref.json.gz"));
        OutputFolders.AssertSame(_folder.At("embedded"), _folder.At("clustered"));
        foreach (var analysis in analyses)
        {
            reference.AssertHolds(analysis, _folder.At("embedded"));
            Assert.Equal(
                await File.ReadAllTextAsync(Path.Combine(_folder.At("embedded"), analysis, "summary.json")),
                await File.ReadAllTextAsync(Path.Combine(_folder.At("split"), analysis, "summary.json")));
        }
    }

    [Theory]
    [InlineData("id")]
    [InlineData("gap")]
    [InlineData("chain")]
    public async Task Sessions_give_the_reference_embedded_and_split(string rule)
    {
        string[] run = [
            "analyze", SharedFolder.Require("data", "rich_sample.csv"), "--models", SharedFolder.Require("data", "rich_models.json"), "--only",
            "sessions", "--session-rule", rule, "--top", "0", "--state", _folder.At("state")];
        string[] split = ["--dataset", "split", "--model-parts", "4", "--chunk-records", "700"];
        (await CommandLine.RunAsync([.. run, "-o", _folder.At("whole")])).Succeeded();
        (await CommandLine.RunAsync([.. run, .. split, "-o", _folder.At("split")])).Succeeded();

        using var reference = new Reference(SharedFolder.Require("reference", $"rich_sample.sessions_{rule}.ref.json.gz"));
        reference.AssertHolds("sessions", _folder.At("whole"));
        reference.AssertHolds("sessions", _folder.At("split"));
    }

    [Fact]
    public async Task Reuse_of_prefixes_gives_the_reference()
    {
        (await CommandLine.RunAsync([
            "analyze", SharedFolder.Require("formats", "mooncake.jsonl"), "--model", "m", "--only", "sessions,prefix-reuse", "--top", "0",
            "-o", _folder.At("out"), "--state", _folder.At("state")])).Succeeded();

        using var reference = new Reference(SharedFolder.Require("reference", "mooncake.prefix.ref.json.gz"));
        foreach (var analysis in reference.Analyses) reference.AssertHolds(analysis, _folder.At("out"));
    }
}
