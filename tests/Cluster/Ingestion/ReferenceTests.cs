namespace LlmWorkload.Tests;

/// <summary>Real logs against results that were computed independently, embedded and on a silo of its own.</summary>
[Collection(CommandLine.Collection)]
public sealed class ReferenceTests(SiloProcess silo) : IClassFixture<SiloProcess>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("servegen_sample", "servegen_models.json")]
    [InlineData("servegen_sample_1day", "servegen_models.json")]
    [InlineData("azure_code", "azure_models.json")]
    [InlineData("mixed_sample", null)]
    public async Task A_real_log_gives_the_reference_embedded_and_on_a_cluster(string name, string? names)
    {
        string[] analyze = ["analyze", SharedFolder.Require("data", $"{name}.csv"), "--top", "0"];
        if (names is not null) analyze = [.. analyze, "--models", SharedFolder.Require("data", names)];
        (await CommandLine.RunAsync([.. analyze, "-o", _folder.At("embedded"), "--state", _folder.At("state")])).Succeeded();
        (await CommandLine.RunAsync([.. analyze, "-o", _folder.At("clustered"), "--cluster", silo.Gateway])).Succeeded();

        using var reference = new Reference(SharedFolder.Require("reference", $"{name}.ref.json.gz"));
        foreach (var analysis in (string[])["overview", "user_analysis", "per_model_token_distributions"]) reference.AssertHolds(analysis, _folder.At("embedded"));
        OutputFolders.AssertSame(_folder.At("embedded"), _folder.At("clustered"));
    }
}
