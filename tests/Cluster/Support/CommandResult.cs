namespace LlmWorkload.Tests;

/// <summary>What a command came to.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    /// <summary>The command, which must have succeeded.</summary>
    public CommandResult Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}: {Error}");
        return this;
    }

    /// <summary>The command, which must have failed with this exit code.</summary>
    public CommandResult Failed(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"exit code {ExitCode} for {exitCode}: {Error}\n{Output}");
        return this;
    }
}
