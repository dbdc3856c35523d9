using System.Text.Json;
namespace LlmWorkload.Tests;

/// <summary>What one process leaves to the next, and what they say when they cannot have it.</summary>
public sealed class StateFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string State => _folder.At("state");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_new_process_answers_from_the_state_when_the_file_is_gone()
    {
        var file = SampleLog.Write(_folder.At("log.csv"), rows: 2_000, seed: 1);
        (await CommandLine.RunAsync("analyze", file, "--dataset", "d", "--top", "0", "-o", _folder.At("out"), "--state", State))
            .Succeeded();
        File.Delete(file);

        var overview = await QueryAsync("overview");
        var model = await QueryAsync("model", "model/0");
        var user = await QueryAsync("user", "user-001");

        using var summary = JsonDocument.Parse(File.ReadAllText(_folder.At("out", "overview", "summary.json")));
        using var answer = JsonDocument.Parse(overview);
        Assert.All(summary.RootElement.EnumerateObject(), member =>
            Assert.True(JsonElement.DeepEquals(member.Value, answer.RootElement.GetProperty(member.Name)), member.Name));
        Assert.Contains("input_tokens", model);
        Assert.Contains("inter_arrival_seconds", user);
    }

    [Fact]
    public async Task A_state_that_another_process_uses_is_refused_with_a_clear_message()
    {
        await using var cluster = await WorkloadCluster.OpenAsync(State);

        var refused = (await ProgramProcess.RunClientAsync("query", "datasets", "--state", State)).Failed(1);

        Assert.Contains($"The state folder '{State}' is in use by another process", refused.Error);
        Assert.DoesNotContain("   at ", refused.Error);
    }

    [Theory]
    [InlineData("CURRENT", "")]
    [InlineData("CURRENT", "MANIFEST-999999\n")]
    [InlineData("FORMAT", "what is this")]
    public async Task A_damaged_state_is_refused_with_a_clear_message(string name, string content)
    {
        Directory.CreateDirectory(State);
        (await CommandLine.RunAsync("query", "datasets", "--state", State)).Succeeded();
        File.WriteAllText(Path.Combine(State, name), content);

        var refused = (await CommandLine.RunAsync("query", "datasets", "--state", State)).Failed(1);

        Assert.Contains($"The state folder '{State}' is damaged", refused.Error);
        Assert.Contains("--state", refused.Error);
    }

    private async Task<string> QueryAsync(params string[] what) =>
        (await ProgramProcess.RunClientAsync(["query", .. what, "--format", "json", "--state", State])).Succeeded().Output;
}
