using LlmWorkload.Tests.Commands;

namespace LlmWorkload.Tests.Serving;

/// <summary>Rows that do not fit into the memory for them give the same answers, byte for byte.</summary>
public sealed class MemoryBudgetTests : IDisposable
{
    private const string Generated = "200000";

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Answers_do_not_depend_on_the_memory_for_rows()
    {
        var log = Path.Combine(_workspace.Root, "log.csv");
        (await ProgramProcess.RunClientAsync("generate", "--rows", Generated, "--models", "9", "-o", log)).Succeeded();
        await AnalyzeAsync(Machine.Here, log, "whole");

        // The rows take some 5 MB.
        await AnalyzeAsync(new Machine("127.0.0.1", "env", "Memory__Budget=1"), log, "small");

        var whole = Numbers("whole");
        Assert.Contains(whole, file => file.Name == Path.Combine("overview", "summary.json"));
        Assert.Equal(whole, Numbers("small"));
    }

    [Fact]
    public async Task A_log_larger_than_the_memory_of_the_process_gives_the_same_answers()
    {
        var log = Path.Combine(_workspace.Root, "log.csv");
        (await ProgramProcess.RunClientAsync("generate", "--rows", "4000000", "-o", log)).Succeeded();
        string[] some = ["--only", "overview,tokens,arrivals,user-arrivals"];
        await AnalyzeAsync(Machine.Here, log, "whole", some);

        // The columns of its rows take some 300 MB decoded, and 88 MB encoded. The program alone takes about 100 MB.
        await AnalyzeAsync(new Machine("127.0.0.1", "env", "DOTNET_GCHeapHardLimit=0x10000000", "Memory__Budget=32"), log, "small", some);

        Assert.Equal(Numbers("whole"), Numbers("small"));
    }

    [Theory]
    [InlineData("much")]
    [InlineData("0")]
    public async Task A_budget_that_is_no_number_of_megabytes_is_refused(string budget)
    {
        Directory.CreateDirectory(_workspace.State);
        var run = await ProgramProcess.RunClientAsync(
            new Machine("127.0.0.1", "env", $"Memory__Budget={budget}"), "query", "datasets", "--state", _workspace.State);
        Assert.Equal(
            $"llmwl: Memory:Budget is '{budget}'; expected megabytes, a whole number above 0.", run.Failed(2).Error.Trim());
    }

    private async Task AnalyzeAsync(Machine machine, string log, string name, params string[] options) =>
        (await ProgramProcess.RunClientAsync(machine, [
            "analyze", log, "--top", "0", "--dataset", "log", "--state", Path.Combine(_workspace.Root, $"{name}-state"), "--output",
            Path.Combine(_workspace.Root, name), "--quiet", .. options])).Succeeded();

    // The summary of the run has its times.
    private (string Name, string Text)[] Numbers(string name)
    {
        var folder = Path.Combine(_workspace.Root, name);
        return
        [
            .. Directory.EnumerateFiles(folder, "summary.json", SearchOption.AllDirectories)
                .Where(file => Path.GetDirectoryName(file) != folder).Order(StringComparer.Ordinal)
                .Select(file => (Path.GetRelativePath(folder, file), File.ReadAllText(file))),
        ];
    }
}
