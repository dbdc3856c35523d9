using LlmWorkload.Hosting;
using LlmWorkload.Web;
using Microsoft.Extensions.Configuration;
using YamlDotNet.RepresentationModel;

namespace LlmWorkload.Tests.Deploy;

/// <summary>The manifests of <c>deploy/kubernetes</c> fit the program and one another.</summary>
public sealed class KubernetesTests
{
    private static readonly IReadOnlyList<YamlMappingNode> Manifests =
        [.. Directory.EnumerateFiles(Repository.At("deploy", "kubernetes"), "*.yaml").Order().SelectMany(file => Yaml.Documents(file))];

    private static readonly YamlNode Set = Only("StatefulSet");
    private static readonly YamlNode Pod = Set["spec"]["template"];
    private static readonly YamlNode Silo = Pod["spec"]["containers"].Items().Single();

    [Fact]
    public void Every_manifest_is_listed_and_has_a_kind_and_a_name()
    {
        var listed = Only("Kustomization")["resources"].Texts();
        Assert.Equal(
            Directory.EnumerateFiles(Repository.At("deploy", "kubernetes"), "*.yaml").Select(Path.GetFileName)
                .Where(name => name != "kustomization.yaml").Order(),
            listed.Order());
        Assert.All(Manifests.Where(manifest => manifest.Text("kind") != "Kustomization"), manifest =>
        {
            Assert.NotEmpty(manifest.Text("apiVersion"));
            Assert.StartsWith("llmwl", manifest.Text("metadata", "name"), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task The_settings_are_ones_that_a_silo_accepts()
    {
        using var folder = new TemporaryFolder();
        (await Tool.RequireAsync("openssl", "openssl", "version")).Succeeded();
        (await Tool.RunAsync(
            new Dictionary<string, string>(), Repository.At("deploy", "make-certificates.sh"), "--folder", folder.Path)).Succeeded();
        var settings = ((YamlMappingNode)Only("ConfigMap")["data"]).Children.ToDictionary(
            pair => ((YamlScalarNode)pair.Key).Value!.Replace("__", ":"), pair => ((YamlScalarNode)pair.Value).Value);
        var mounted = Silo["volumeMounts"].Items().Single(mount => mount.Text("name") == "tls").Text("mountPath");
        Assert.Equal("llmwl-tls", Pod["spec"]["volumes"].Items().Single(each => each.Text("name") == "tls").Text("secret", "secretName"));
        foreach (var file in (string[])["Tls:Certificate", "Tls:Key", "Tls:Ca"])
        {
            Assert.Equal(mounted, Path.GetDirectoryName(settings[file]));
            settings[file] = folder.At("silo", Path.GetFileName(settings[file]!));
        }

        settings["Silo:Address"] = "0.0.0.0";
        settings["Silo:AdvertisedAddress"] = "10.1.2.3";
        settings["ConnectionStrings:Postgres"] = "Host=database";

        var read = SiloSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());

        Assert.NotNull(read.Tls);
        Assert.Equal(("Postgres", "Postgres"), (read.ClusteringName, read.StorageName));
        Assert.Equal("Host=database", read.Storage.ConnectionString);
        Assert.Equal($"{read.Endpoint.Port}", Port(Silo["ports"], "silo", "containerPort"));
        Assert.Equal($"{read.Endpoint.GatewayPort}", Port(Silo["ports"], "gateway", "containerPort"));
        Assert.Equal($"{read.Endpoint.HealthPort}", Port(Silo["ports"], "health", "containerPort"));
        Assert.Equal($"{read.Endpoint.GatewayPort}", Port(Service("llmwl-gateway")["spec"]["ports"], "gateway", "port"));
        var environment = Silo["env"].Items().Single();
        Assert.Equal("Silo__AdvertisedAddress", environment.Text("name"));
        Assert.Equal("status.podIP", environment.Text("valueFrom", "fieldRef", "fieldPath"));
        Assert.Equal("llmwl", Silo["envFrom"].Items().First().Text("configMapRef", "name"));
        Assert.Equal("llmwl-database", Silo["envFrom"].Items().Last().Text("secretRef", "name"));
    }

    [Fact]
    public void Probes_ask_the_health_port_and_a_silo_has_time_to_stop()
    {
        Assert.All((string[])["startupProbe", "readinessProbe", "livenessProbe"], probe =>
        {
            Assert.Equal("health", Silo.Text(probe, "httpGet", "port"));
            Assert.Equal(HealthServer.RequestPath, Silo.Text(probe, "httpGet", "path"));
        });
        Assert.InRange(int.Parse(Pod.Text("spec", "terminationGracePeriodSeconds")), 30, 300);
        Assert.Equal("true", Pod.Text("spec", "securityContext", "runAsNonRoot"));
        Assert.Equal("true", Silo.Text("securityContext", "readOnlyRootFilesystem"));
        Assert.Contains("--init-database", Pod["spec"]["initContainers"].Items().Single()["args"].Texts());
    }

    [Fact]
    public void Everything_selects_the_silos_pods()
    {
        var labels = Labels(Pod["metadata"]["labels"]);
        Assert.Equal(labels, Labels(Set["spec"]["selector"]["matchLabels"]));
        Assert.Equal(labels, Labels(Only("PodDisruptionBudget")["spec"]["selector"]["matchLabels"]));
        Assert.Equal(labels, Labels(Only("NetworkPolicy")["spec"]["podSelector"]["matchLabels"]));
        Assert.Equal(labels, Labels(Service("llmwl-gateway")["spec"]["selector"]));
        var silos = Service(Set.Text("spec", "serviceName"));
        Assert.Equal(labels, Labels(silos["spec"]["selector"]));
        Assert.Equal("None", silos.Text("spec", "clusterIP"));
        Assert.Equal("true", silos.Text("spec", "publishNotReadyAddresses"));
    }

    private static YamlMappingNode Only(string kind) => Manifests.Single(manifest => manifest.Text("kind") == kind);

    private static YamlMappingNode Service(string name) =>
        Manifests.Single(manifest => manifest.Text("kind") == "Service" && manifest.Text("metadata", "name") == name);

    private static string Port(YamlNode ports, string name, string key) =>
        ports.Items().Single(port => port.Text("name") == name).Text(key);

    private static IEnumerable<string> Labels(YamlNode labels) =>
        ((YamlMappingNode)labels).Children.Select(label => $"{label.Key}={label.Value}").Order();
}
