namespace LlmWorkload.Tests;

/// <summary>Real logs against results that were computed independently, embedded and on a silo of its own.</summary>
[Collection(CommandLine.Collection)]
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
}
