using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmWorkload.Tests.Architecture;

/// <summary>
/// The product's sources: folders are rooms, and an arrow goes from a file to each file that defines a type it names. Names are bound by
/// the compiler.
/// </summary>
internal sealed class SourceTree
{
    private static readonly string[] Projects = ["Grains.Interfaces", "Grains", "Client", "Silo"];
    private static readonly Lazy<SourceTree> Loaded = new(() => new SourceTree());

    private readonly HashSet<(string From, string To)> _arrows = [];

    private SourceTree()
    {
        var trees = Projects.SelectMany(Files).Select(Parse).ToList();
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => !Path.GetFileName(file).StartsWith("LlmWorkload", StringComparison.Ordinal) && !Path.GetFileName(file)
                .StartsWith("llmwl", StringComparison.Ordinal))
            .Select(file => MetadataReference.CreateFromFile(file));
        var compilation = CSharpCompilation.Create(
            "product", trees, platform, new CSharpCompilationOptions(OutputKind.ConsoleApplication, allowUnsafe: true));
        Parallel.ForEach(trees, tree =>
        {
            var named = Named(compilation.GetSemanticModel(tree), tree).ToList();
            lock (_arrows)
                _arrows.UnionWith(named.Select(file => (Relative(tree.FilePath), file)).Where(arrow => arrow.Item1 != arrow.file));
        });
        Paths = [.. trees.Select(tree => Relative(tree.FilePath))];
    }

    /// <summary>The tree.</summary>
    public static SourceTree Instance => Loaded.Value;

    /// <summary>The folder of the repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every file, relative to the repository, with slashes.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>Which file names which.</summary>
    public IReadOnlyCollection<(string From, string To)> Arrows => _arrows;

    /// <summary>The room of a file.</summary>
    public static string RoomOf(string file) => file[..file.LastIndexOf('/')];

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Cluster.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    private static IEnumerable<string> Files(string project) => Directory
        .EnumerateFiles(Path.Combine(Root, project), "*.cs", SearchOption.AllDirectories)
        .Where(file => !Relative(file).Split('/').Any(part => part is "bin" or "obj"));

    private static SyntaxTree Parse(string file)
    {
        // What every project has in view without saying so.
        const string implied =
            "using System; using System.Collections.Generic; using System.IO; using System.Linq; using System.Threading; using "
                + "System.Threading.Tasks; "
            + "using Orleans; using Orleans.Runtime; using Orleans.Hosting; ";
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        return CSharpSyntaxTree.ParseText(implied + File.ReadAllText(file), options, file);
    }

    private static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    private static IEnumerable<string> Named(SemanticModel model, SyntaxTree tree)
    {
        foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
        {
            var info = model.GetSymbolInfo(name);
            var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
            var type = symbol as INamedTypeSymbol
                ?? (symbol is IMethodSymbol { IsExtensionMethod: true } or IMethodSymbol { MethodKind: MethodKind.Constructor }
                ? symbol.ContainingType
                : null);
            while (type?.ContainingType is { } outer) type = outer;
            foreach (var declared in type?.OriginalDefinition.DeclaringSyntaxReferences ?? [])
                yield return Relative(declared.SyntaxTree.FilePath);
        }
    }
}
