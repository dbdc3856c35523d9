using YamlDotNet.RepresentationModel;

namespace LlmWorkload.Tests.Deploy;

/// <summary>The files for containers fit the program and one another.</summary>
public sealed class ContainerTests
{
    [Fact]
    public void Compose_has_three_silos_that_wait_for_the_tables_and_can_be_told_apart()
    {
        var services = (YamlMappingNode)Yaml.Documents("deploy", "compose.yaml").Single()["services"];
        foreach (var number in (int[])[1, 2, 3])
        {
            var silo = services[$"silo-{number}"];
            Assert.Equal($"silo-{number}", silo.Text("hostname"));
            Assert.Equal($"silo-{number}", silo.Text("environment", "Silo__AdvertisedAddress"));
            Assert.Equal("Postgres", silo.Text("environment", "Clustering__Provider"));
            Assert.Equal("Postgres", silo.Text("environment", "Storage__Provider"));
            Assert.Equal("/tls/silo.pem", silo.Text("environment", "Tls__Certificate"));
            Assert.Equal("/tls/silo.key", silo.Text("environment", "Tls__Key"));
            Assert.Equal("/tls/ca.pem", silo.Text("environment", "Tls__Ca"));
            Assert.Equal(["${LLMWL_TLS:-./tls}/silo:/tls:ro"], silo["volumes"].Texts());
            Assert.Equal("service_completed_successfully", silo.Text("depends_on", "init", "condition"));
            Assert.Contains("--check-health", silo["healthcheck"]["test"].Texts());
        }

        Assert.Equal("/tls/client.pem", services["client"].Text("environment", "Tls__Certificate"));
        Assert.Contains("${LLMWL_TLS:-./tls}/client:/tls:ro", services["client"]["volumes"].Texts());
        Assert.Equal("service_healthy", services["init"].Text("depends_on", "postgres", "condition"));
        Assert.Contains("--init-database", services["init"]["command"].Texts());
        Assert.All(services.Children, service =>
            Assert.False(((YamlMappingNode)service.Value).Children.ContainsKey("ports"), "a published port lets anybody in"));
    }

    [Fact]
    public async Task Compose_accepts_the_file()
    {
        var compose = await ComposeAsync();
        Assert.SkipWhen(compose is null, "There is neither docker-compose (Debian's package docker-compose) nor docker's plugin compose.");

        (await Tool.RunAsync(new Dictionary<string, string> { ["LLMWL_DATABASE_PASSWORD"] = "test" },
            [.. compose, "-f", Repository.At("deploy", "compose.yaml"), "config", "--quiet"])).Succeeded();
    }

    // Docker itself may be there without the plugin.
    private static async Task<string[]?> ComposeAsync()
    {
        if (Tool.IsInstalled("docker-compose")) return ["docker-compose"];
        if (!Tool.IsInstalled("docker")) return null;
        return (await Tool.RunAsync(new Dictionary<string, string>(), "docker", "compose", "version")).ExitCode == 0
            ? ["docker", "compose"]
            : null;
    }

    [Theory]
    [InlineData("silo", "Silo", "llmwl-silo.dll")]
    [InlineData("client", "Client", "llmwl.dll")]
    public void An_image_is_built_from_the_repository_runs_as_nobody_in_particular_and_has_fonts(
        string name, string project, string assembly)
    {
        var lines = File.ReadAllLines(Repository.At("deploy", $"{name}.Dockerfile"));
        Assert.Equal(3, lines.Count(line => line.StartsWith("FROM ", StringComparison.Ordinal)));
        Assert.Contains("COPY --from=page /page/dist Silo/Explorer/dist", lines);
        Assert.Contains(lines, line => line.Contains($"dotnet publish {project} -c Release --os linux -o /app", StringComparison.Ordinal));
        var program = name == "silo" ? Programs.Silo : Programs.Client;
        Assert.Equal(assembly, Path.GetFileName(program));
        var runtime = File.ReadAllText(Path.ChangeExtension(program, ".runtimeconfig.json"));
        var image = runtime.Contains("Microsoft.AspNetCore.App", StringComparison.Ordinal) ? "aspnet" : "runtime";
        Assert.Contains($"FROM mcr.microsoft.com/dotnet/{image}:10.0", lines);
        Assert.Contains("USER $APP_UID", lines);
        Assert.Contains(
            lines, line =>
            line.StartsWith("ENTRYPOINT", StringComparison.Ordinal) && line.Contains($"/app/{assembly}", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("grep '^fonts-' /tmp/packages.txt", StringComparison.Ordinal));
        Assert.Contains(
            File.ReadAllLines(Repository.At(".ci", "packages.txt")), line => line.StartsWith("fonts-", StringComparison.Ordinal));
    }
}
