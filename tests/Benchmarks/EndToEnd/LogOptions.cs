using System.CommandLine;
using LlmWorkload.Generation;

namespace LlmWorkload.Benchmarks.EndToEnd;

/// <summary>The options that say what a generated log looks like. Its seed is fixed: the same options give the same log.</summary>
internal sealed class LogOptions
{
    private readonly Option<int> _users = CountOption.Create("--users", 100_000, "Users of the log");
    private readonly Option<int> _models = CountOption.Create("--models", 240, "Models of the log");

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_users);
        command.Options.Add(_models);
    }

    /// <summary>What a log of so many rows looks like.</summary>
    public GeneratorOptions Of(ParseResult parsed, long rows) =>
        new() { Rows = rows, Users = parsed.GetValue(_users), Models = parsed.GetValue(_models), Days = 30, Seed = 1 };
}
