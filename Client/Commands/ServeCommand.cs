using System.CommandLine;
using LlmWorkload.Forwarding;
using LlmWorkload.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LlmWorkload.Commands;

/// <summary><c>llmwl serve</c>: a silo in the foreground, with the client's options.</summary>
internal static class ServeCommand
{
    private static readonly Option<int> Port = Ports("--port", 30_000, "Port for clients, on loopback");

    private static readonly Option<int> SiloPort = Ports("--silo-port", 11_111, "Port for other silos, on loopback");

    private static readonly Option<int> HttpPort = NumberOption.Create(
        "--http-port", "Port for HTTP, on loopback; 0 for none", 8_080, 0, ushort.MaxValue, "PORT");

    private static readonly Argument<string[]> Settings = new("SETTING")
    {
        Description = "Settings of the silo, behind --, such as -- --Silo:HealthPort 8090; its README lists them",
        Arity = ArgumentArity.ZeroOrMore,
    };

    /// <summary>The command.</summary>
    public static Command Build()
    {
        Settings.Validators.Add(result =>
        {
            // A setting is --Name Value, --Name=Value, /Name Value or Name=Value.
            if (result.Tokens is [{ Value: var first }, ..] && !first.StartsWith("--", StringComparison.Ordinal)
                && !first.StartsWith('/') && !first.Contains('=', StringComparison.Ordinal))
                result.AddError($"SETTING is '{first}'; expected one such as --Silo:HealthPort 8090, behind --.");
        });
        var command = new ExampleCommand(
            "serve",
            "Start a silo and keep it: commands on the same state folder ask it, and answer at once.",
            "llmwl serve",
            "llmwl serve --state /data/state --port 30100",
            "llmwl serve -- --Silo:HealthPort 8090")
        {
            Settings,
            CommonOptions.State,
            CommonOptions.Storage,
            Port,
            SiloPort,
            HttpPort,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await RefuseSecondAsync(parsed);
            return await SiloProgram.RunAsync(Arguments(parsed), services => TakeCommands(services, parsed), cancellationToken);
        });
        return command;
    }

    private static string[] Arguments(ParseResult parsed) =>
    [
        "--Silo:GatewayPort", $"{parsed.GetValue(Port)}",
        "--Silo:Port", $"{parsed.GetValue(SiloPort)}",
        .. parsed.GetResult(HttpPort) is { Implicit: false } ? (string[])["--Http:Port", $"{parsed.GetValue(HttpPort)}"] : [],
        "--Storage:Provider", parsed.GetValue(CommonOptions.Storage)!,
        "--Storage:Path", EmbeddedCluster.StateFolder(parsed.GetValue(CommonOptions.State)),
        .. parsed.GetValue(CommonOptions.Verbose) ? (string[])["--Logging:LogLevel:Default", "Information"] : [],
        .. parsed.GetValue(Settings) ?? [],
    ];

    // Its ports are not what is wrong then.
    private static async Task RefuseSecondAsync(ParseResult parsed)
    {
        var (storage, state) = (parsed.GetValue(CommonOptions.Storage)!, parsed.GetValue(CommonOptions.State));
        if (!NamesStorage(parsed) && await EmbeddedCluster.FindRunningAsync(storage, state) is var (gateway, _))
            throw new WorkloadException($"{EmbeddedCluster.StateFolder(state)}: a silo serves it already, at {gateway}.")
            {
                IsInput = true,
            };
    }

    // A folder that the settings name is not where commands look for the socket.
    private static void TakeCommands(IServiceCollection services, ParseResult parsed)
    {
        if (!EmbeddedCluster.HasFolder(parsed.GetValue(CommonOptions.Storage)!) || NamesStorage(parsed)
            || CommandSocket.PathOf(parsed.GetValue(CommonOptions.State)) is not { } path)
            return;
        services.AddHostedService(provider => new CommandService(
            path,
            (arguments, output, error, cancellationToken) =>
            {
                WorkloadConnection.Serve(provider.GetRequiredService<IGrainFactory>());
                return Cli.RunAsync(arguments, output, error, cancellationToken);
            },
            provider.GetRequiredService<ILogger<CommandService>>()));
    }

    private static bool NamesStorage(ParseResult parsed) =>
        (parsed.GetValue(Settings) ?? []).Any(setting => setting.StartsWith("--Storage:", StringComparison.OrdinalIgnoreCase));

    private static Option<int> Ports(string name, int usual, string description) =>
        NumberOption.Create(name, description, usual, 1, ushort.MaxValue, "PORT");
}
