using System.Reflection;

namespace LlmWorkload;

/// <summary>The programs of this repository, as the build that made this assembly left them.</summary>
internal static class Programs
{
    /// <summary>The assembly of the client.</summary>
    public static string Client { get; } = Of("llmwl");

    /// <summary>The assembly of the silo.</summary>
    public static string Silo { get; } = Of("llmwl-silo");

    private static string Of(string name) => Path.GetFullPath(
        typeof(Programs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == name).Value!);
}
