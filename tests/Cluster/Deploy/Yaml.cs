using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LlmWorkload.Tests.Deploy;

/// <summary>Reads YAML files of the repository, with the merge keys (<c>&lt;&lt;</c>) that compose files use.</summary>
internal static class Yaml
{
    /// <summary>The documents of a file.</summary>
    public static IReadOnlyList<YamlMappingNode> Documents(params string[] path)
    {
        using var reader = new StreamReader(Repository.At(path));
        var stream = new YamlStream();
        stream.Load(new MergingParser(new Parser(reader)));
        return [.. stream.Documents.Select(document => (YamlMappingNode)document.RootNode)];
    }

    /// <summary>The text at a path of keys; the test fails where there is none.</summary>
    public static string Text(this YamlNode node, params string[] path) =>
        ((YamlScalarNode)path.Aggregate(node, (each, key) => each[key])).Value!;

    /// <summary>A list of texts.</summary>
    public static IEnumerable<string> Texts(this YamlNode node) => ((YamlSequenceNode)node).Select(each => ((YamlScalarNode)each).Value!);

    /// <summary>A list of mappings.</summary>
    public static IEnumerable<YamlMappingNode> Items(this YamlNode node) => ((YamlSequenceNode)node).Cast<YamlMappingNode>();
}
