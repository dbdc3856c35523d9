using System.CommandLine;
using LlmWorkload.Commands;
using LlmWorkload.Hosting;

namespace LlmWorkload.Serving;

/// <summary><c>llmwl serve</c>: a silo in the foreground, with the client's options.</summary>
internal static class ServeCommand
{
    private static readonly Option<int> Port = Ports("--port", 30_000, "Port for clients, on loopback");

    private static readonly Option<int> SiloPort = Ports("--silo-port", 11_111, "Port for other silos, on loopback");

    private static readonly Argument<string[]> Settings = new("SETTING")
    {
        Description = "Settings of the silo, behind --, such as -- --Silo:HealthPort 8080; its README lists them",
        Arity = ArgumentArity.ZeroOrMore,
    };

    /// <summary>The command.</summary>
    public static Command Build()
    {
        var command = new ExampleCommand(
            "serve",
            "Start a silo and keep it: commands on the same state folder ask it, and answer at once.",
            "llmwl serve",
            "llmwl serve --state /data/state --port 30100",
            "llmwl serve -- --Silo:HealthPort 8080")
        {
            Settings,
            CommonOptions.State,
            CommonOptions.Storage,
            Port,
            SiloPort,
        };
        command.SetAction((parsed, cancellationToken) => SiloProgram.RunAsync(
            [
                "--Silo:GatewayPort", $"{parsed.GetValue(Port)}",
                "--Silo:Port", $"{parsed.GetValue(SiloPort)}",
                "--Storage:Provider", parsed.GetValue(CommonOptions.Storage)!,
                "--Storage:Path", EmbeddedCluster.StateFolder(parsed.GetValue(CommonOptions.State)),
                .. parsed.GetValue(CommonOptions.Verbose) ? (string[])["--Logging:LogLevel:Default", "Information"] : [],
                .. parsed.GetValue(Settings) ?? [],
            ],
            cancellationToken));
        return command;
    }

    private static Option<int> Ports(string name, int usual, string description) =>
        NumberOption.Create(name, description, usual, 1, ushort.MaxValue, "PORT");
}
