using System.CommandLine;
using System.CommandLine.Parsing;
using LlmWorkload.Export;

namespace LlmWorkload.Commands;

/// <summary>The options of an export that is a pool of clients.</summary>
internal static class PoolOptions
{
    private static readonly Option<string> Category = new("--category")
    {
        Description = $"Of {ServeGen.Name}: the pool's category, a folder: {string.Join(", ", ServeGen.Categories)}",
        HelpName = "NAME",
        DefaultValueFactory = _ => ServeGen.UsualCategory,
    };

    private static readonly Option<string?> Pool = new("--pool")
    {
        Description = $"Of {ServeGen.Name}: the pool's name, a folder (default: the model's name)",
        HelpName = "NAME",
    };

    private static readonly Option<bool> NoRest = new("--no-rest")
    {
        Description = $"Of {ServeGen.Name}: leave out what no client's windows have; else it is one client more",
    };

    static PoolOptions()
    {
        Category.CompletionSources.Add([.. ServeGen.Categories]);
        Category.Validators.Add(result =>
        {
            if (result.Tokens is [.., { Value: var name }] && !ServeGen.Categories.Contains(name))
            {
                result.AddError($"--category is '{name}'{UnknownWords.Nearest(name, ServeGen.Categories)}; expected one of "
                    + $"{string.Join(", ", ServeGen.Categories)}.");
            }
        });
        Pool.Validators.Add(result =>
        {
            if (result.Tokens is [.., { Value: var name }] && !IsFolder(name))
                result.AddError($"--pool is '{name}'; expected the name of a folder.");
        });
    }

    /// <summary>Adds the options, and makes it a mistake to give one that does not belong to the form.</summary>
    /// <param name="command">The command.</param>
    /// <param name="isPool">Whether a command line asks for a pool.</param>
    /// <param name="ofRows">The options that belong to the other forms alone.</param>
    public static void AddTo(Command command, Func<SymbolResult, bool> isPool, params Option[] ofRows)
    {
        Option[] ofPools = [Category, Pool, NoRest];
        foreach (var option in ofPools) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            var asksForPool = isPool(result);
            foreach (var option in asksForPool ? ofRows : ofPools)
            {
                if (result.GetResult(option) is not { Implicit: false }) continue;
                result.AddError(asksForPool
                    ? $"{option.Name} changes requests, and {ServeGen.Name} writes none."
                    : $"{option.Name} is of export {ServeGen.Name}, and another form is asked for.");
            }
        });
    }

    /// <summary>The folder of a model's pool below a root.</summary>
    public static string FolderOf(ParseResult parsed, string root, string model) =>
        Path.Combine(Path.GetFullPath(root), parsed.GetValue(Category)!, parsed.GetValue(Pool) ?? model);

    private static bool IsFolder(string name) =>
        name.Trim() is not ("" or "." or "..") && !name.AsSpan().ContainsAny('/', '\\', '\0');

    /// <summary>Whether what no client's windows have is to be one client more.</summary>
    public static bool HasRest(ParseResult parsed) => !parsed.GetValue(NoRest);
}
