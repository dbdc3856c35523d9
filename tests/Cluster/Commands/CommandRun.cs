using System.Text.Json;
using LlmWorkload.Commands;

namespace LlmWorkload.Tests.Commands;

/// <summary>What a command did.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote to stdout.</param>
/// <param name="Error">What it wrote to stderr.</param>
public sealed record CommandRun(int ExitCode, string Output, string Error)
{
    /// <summary>Runs a command in this process.</summary>
    public static async Task<CommandRun> OfAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await Cli.RunAsync(arguments, output, error);
        return new CommandRun(code, output.ToString(), error.ToString());
    }

    /// <summary>Stdout as one JSON document.</summary>
    public JsonElement Json()
    {
        Assert.Equal(0, ExitCode);
        using var document = JsonDocument.Parse(Output);
        return document.RootElement.Clone();
    }

    /// <summary>Stdout as one CSV table: records of as many fields as the header has.</summary>
    public IReadOnlyList<string[]> Csv()
    {
        Assert.Equal(0, ExitCode);
        return CsvText.Table(Output);
    }

    /// <summary>Asserts that the command ended well.</summary>
    public CommandRun Succeeds()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}: {Error}");
        return this;
    }

    /// <summary>Asserts the exit code.</summary>
    public CommandRun ExitsWith(int code)
    {
        Assert.True(ExitCode == code, $"exit code {ExitCode}: {Error}");
        return this;
    }

    /// <summary>Asserts that the command refused its input: exit code 2, nothing on stdout, and these words on stderr.</summary>
    public CommandRun IsRefused(params string[] words)
    {
        Assert.True(ExitCode == 2, $"exit code {ExitCode}: {Error}");
        Assert.Empty(Output);
        Assert.StartsWith("llmwl: ", Error, StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, Error, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        return this;
    }
}
