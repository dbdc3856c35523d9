using System.CommandLine;

namespace LlmWorkload.Commands;

/// <summary>A command whose help ends with examples.</summary>
/// <param name="name">The word that calls it.</param>
/// <param name="description">What it does, in a sentence or two.</param>
/// <param name="examples">Command lines that work as they stand, given the files.</param>
internal sealed class ExampleCommand(string name, string description, params string[] examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples { get; } = examples;
}
