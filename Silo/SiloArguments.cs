using System.Reflection;
using System.Text;
using LlmWorkload.Clustering;
using LlmWorkload.Storage;
using LlmWorkload.Telemetry;
using LlmWorkload.Web;

namespace LlmWorkload.Hosting;

/// <summary>
/// The words of a silo's command line: switches, and settings as <c>--NAME VALUE</c> or <c>--NAME=VALUE</c>. The configuration passes over
/// what it does not know, so that a mistyped setting would start a silo with the usual one. The environment and files may have settings of
/// others, and are not looked at.
/// </summary>
internal static class SiloArguments
{
    /// <summary>What asks for the help.</summary>
    public static readonly string[] Help = ["--help", "-h", "-?"];

    /// <summary>What asks for the version.</summary>
    public const string Version = "--version";

    private const string AnyPart = "N";

    private static readonly (string Name, string Words)[] Switches =
    [
        (DatabaseSetup.Argument, "Make what a silo needs in its database, and end"),
        (ForgottenSilos.Argument, $"With {DatabaseSetup.Argument}: forget the silos that the database lists"),
        (HealthProbe.Argument, "Ask the silo of the same settings whether it is active, and end"),
        (Version, "Print the version"),
        (Help[0], "Print this"),
    ];

    // Sections whose names are those of .NET and Orleans, and of databases.
    private static readonly string[] OpenSections = ["Logging", "ConnectionStrings", "Orleans", "HostBuilder", "Metrics"];

    // What .NET's host reads at the top.
    private static readonly string[] OfHost =
    [
        "Environment", "ContentRoot", "ApplicationName", "ShutdownTimeoutSeconds", "ServicesStartConcurrently", "ServicesStopConcurrently",
    ];

    private static readonly (string Section, object Usual)[] Sections =
    [
        (SiloEndpointOptions.Section, new SiloEndpointOptions()),
        (TlsSettings.Section, new TlsSettings()),
        (HttpOptions.Section, new HttpOptions()),
        (SecurityOptions.Section, new SecurityOptions()),
        (IngestOptions.Section, new IngestOptions()),
        (OtlpOptions.Section, new OtlpOptions()),
        (WorkloadClusteringOptions.Section, new WorkloadClusteringOptions()),
        (WorkloadStorageOptions.Section, new WorkloadStorageOptions()),
    ];

    /// <summary>The names of all settings; <c>N</c> stands for the place in a list.</summary>
    public static IReadOnlyList<string> Settings { get; } =
        [.. Sections.SelectMany(each => Names(each.Section, each.Usual.GetType())), "Memory:Budget"];

    /// <summary>The mistake of the first word that is neither a switch nor a setting with its value; null where there is none.</summary>
    public static string? Mistake(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            var word = arguments[i];
            if (Switches.Any(each => each.Name == word)) continue;
            var parts = word.Split('=', 2);
            if (NameIn(parts) is not { } name || !IsSetting(name)) return Unknown(parts[0]);
            if (parts.Length == 2) continue;
            if (++i == arguments.Count || arguments[i].StartsWith("--", StringComparison.Ordinal))
                return $"{word} has no value; expected {word}=VALUE.";
        }

        return null;
    }

    /// <summary>The help: how the program is called, and all settings with their usual values.</summary>
    public static string HelpText()
    {
        var text = new StringBuilder("A silo: it holds datasets, and serves clients and HTTP until it is stopped.\n\n")
            .Append("Usage: llmwl-silo [--SETTING=VALUE…]\n\n");
        foreach (var (name, words) in Switches) text.Append($"  {name,-20}{words}\n");
        text.Append("\nSettings, with what counts without them; environment variables have them too (Silo__Port):\n\n");
        foreach (var (section, usual) in Sections)
        {
            foreach (var property in Properties(usual.GetType()).Where(property => !IsList(property)))
            {
                var name = $"--{section}:{property.Name}";
                text.Append($"  {name,-38}{Shown(property.GetValue(usual))}".TrimEnd()).Append('\n');
            }
        }

        foreach (var name in Settings.Where(name => name.Contains($":{AnyPart}:", StringComparison.Ordinal))) text.Append($"  --{name}\n");
        return text.Append("  --Memory:Budget\n  --ConnectionStrings:Postgres, :Redis\n  --Logging:LogLevel:Default\n\n")
            .Append("Their meaning: Silo/README.md. Exit codes: 0 done, 1 failed, 2 a setting cannot work.\n").ToString();
    }

    /// <summary>The version in a line.</summary>
    public static string VersionText() =>
        typeof(SiloArguments).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    // What the configuration takes for a setting: --NAME VALUE, /NAME VALUE, and NAME=VALUE with or without either.
    private static string? NameIn(string[] parts) => parts[0] switch
    {
        ['-', '-', .. var name] => name,
        ['/', .. var name] => name,
        var name when parts.Length == 2 => name,
        _ => null,
    };

    private static string Unknown(string word)
    {
        var isSetting = word.Contains(':', StringComparison.Ordinal);
        var nearest = NearestName.OrPartOf(
            word.TrimStart('-', '/'), isSetting ? Settings : [.. Switches.Select(each => each.Name.TrimStart('-')), .. Settings]);
        var words = NearestName.Words(nearest is null ? null : $"--{nearest}");
        return $"there is no {(isSetting ? "setting" : "argument")} '{word}'{words}; {Help[0]} lists all.";
    }

    private static bool IsSetting(string name)
    {
        var parts = name.Split(':');
        if (parts.Length > 1 && OpenSections.Contains(parts[0], StringComparer.OrdinalIgnoreCase)) return true;
        return OfHost.Contains(name, StringComparer.OrdinalIgnoreCase) || Settings.Any(setting => Fits(parts, setting.Split(':')));
    }

    private static bool Fits(string[] parts, string[] setting) => parts.Length == setting.Length && parts.Zip(setting).All(
        pair => pair.Second == AnyPart || pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Names(string section, Type options) => Properties(options).SelectMany(property => IsList(property)
        ? Names($"{section}:{property.Name}:{AnyPart}", property.PropertyType.GetGenericArguments()[0])
        : [$"{section}:{property.Name}"]);

    // What messages call the setting is not one.
    private static IEnumerable<PropertyInfo> Properties(Type options) => options.GetProperties()
        .Where(property => property.CanWrite && property.Name != nameof(WorkloadStorageOptions.PathSetting));

    private static bool IsList(PropertyInfo property) => property.PropertyType.IsGenericType;

    private static string? Shown(object? usual) => usual is bool yes ? (yes ? "true" : "false") : FormattableString.Invariant($"{usual}");
}
