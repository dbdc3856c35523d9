using System.Text.Json;
using System.Text.Json.Serialization;

namespace LlmWorkload.Forwarding;

/// <summary>A command line that another process runs. It is sent as a line of JSON.</summary>
/// <param name="Program">The build of the program that sends it: another may know other options.</param>
/// <param name="Arguments">What stands after the program's name.</param>
internal sealed record ForwardedCommand(Guid Program, string[] Arguments)
{
    /// <summary>This build.</summary>
    public static Guid ThisProgram => typeof(ForwardedCommand).Module.ModuleVersionId;

    /// <summary>
    /// The command line of this process, if another may run it: it asks, and names no cluster, no storage and no files, and wants to see
    /// no logs.
    /// </summary>
    /// <param name="arguments">What stands after the program's name.</param>
    /// <param name="state">The state folder that it names; null for the user's.</param>
    public static ForwardedCommand? Of(string[] arguments, out string? state)
    {
        state = null;
        if (arguments is not (["query", ..] or ["datasets", "list" or "show", ..])) return null;
        for (var i = 1; i < arguments.Length; i++)
        {
            var (name, value) = arguments[i].IndexOfAny('=', ':') is > 0 and var at
                ? (arguments[i][..at], arguments[i][(at + 1)..])
                : (arguments[i], null);
            if (name == "--state")
            {
                state = value ?? (i + 1 < arguments.Length ? arguments[++i] : "");
                if (string.IsNullOrWhiteSpace(state)) return null;
            }
            else if (name is "--" or "--cluster" or "--storage" or "--verbose" || IsShortWithV(name)
                || name.StartsWith("--tls", StringComparison.Ordinal))
            {
                return null;
            }
        }

        return new ForwardedCommand(ThisProgram, arguments);
    }

    // Short options may be written as one: -qv.
    private static bool IsShortWithV(string name) => name is ['-', not '-', ..] && name.Contains('v', StringComparison.Ordinal);
}

/// <summary>How it becomes JSON.</summary>
[JsonSerializable(typeof(ForwardedCommand))]
internal sealed partial class ForwardedCommandJson : JsonSerializerContext;
