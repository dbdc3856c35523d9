namespace LlmWorkload.Tests.Deploy;

public sealed class SystemdTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Systemd_accepts_the_unit_and_finds_it_little_exposed()
    {
        // Checked is also that the program is there, which on another machine may be elsewhere.
        var unit = _folder.At("llmwl-silo.service");
        var text = await File.ReadAllTextAsync(Repository.At("deploy", "systemd", "llmwl-silo.service"));
        await File.WriteAllTextAsync(unit, text.Replace("/usr/bin/dotnet", "/bin/true"));

        var verified = (await Tool.RequireAsync("systemd", "systemd-analyze", "verify", unit)).Succeeded();
        Assert.DoesNotContain("llmwl-silo", verified.Error);
        (await Tool.RequireAsync("systemd", "systemd-analyze", "security", "--offline=true", "--threshold=25", unit)).Succeeded();
    }

    [Fact]
    public async Task The_unit_keeps_its_state_in_a_folder_of_its_own_and_can_gain_no_rights()
    {
        var lines = await File.ReadAllLinesAsync(Repository.At("deploy", "systemd", "llmwl-silo.service"));

        Assert.All(
            (string[])["NoNewPrivileges=yes", "ProtectSystem=strict", "ProtectHome=yes", "PrivateTmp=yes", "DynamicUser=yes",
                "StateDirectory=llmwl", "CapabilityBoundingSet="],
            line => Assert.Contains(line, lines));
        Assert.Contains(
            lines, line =>
            line.StartsWith("Environment=", StringComparison.Ordinal) && line.Contains("Storage__Path=%S/llmwl", StringComparison.Ordinal));
    }
}
