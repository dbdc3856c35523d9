using System.Net;

namespace LlmWorkload.Tests.Providers;

public sealed class HealthTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_silo_in_a_container_listens_everywhere_tells_others_its_own_address_and_says_that_it_is_active()
    {
        var (port, gateway) = SiloProcess.FreePorts();
        var health = SiloProcess.FreePorts().One;
        string[] settings =
        [
            $"--Silo:Port={port}", $"--Silo:GatewayPort={gateway}", $"--Silo:HealthPort={health}", $"--Storage:Path={_folder.At("state")}",
            "--Silo:Address=0.0.0.0", "--Silo:AdvertisedAddress=localhost", "--Security:AllowInsecure=true",
        ];
        Assert.Contains("No silo answers", (await CheckAsync(settings)).Failed(1).Error);
        using var silo = ProgramProcess.Silo(settings);
        using var http = new HttpClient();
        await silo.ReadyAsync();

        using var answer = await http.GetAsync($"http://127.0.0.1:{health}/health");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("Active", (await answer.Content.ReadAsStringAsync()).Trim());
        Assert.Equal("Active", (await CheckAsync(settings)).Succeeded().Output.Trim());
        (await ProgramProcess.RunClientAsync("query", "datasets", "--cluster", $"localhost:{gateway}")).Succeeded();
        silo.Signal(ProgramProcess.Terminate);
        var stopped = (await silo.ExitAsync()).Succeeded();
        Assert.Contains($"Ready for clients at 127.0.0.1:{gateway}", stopped.Output);
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync($"http://127.0.0.1:{health}/health"));
    }

    private static async Task<CommandResult> CheckAsync(string[] settings)
    {
        using var check = ProgramProcess.SiloCheck(settings);
        return await check.ExitAsync();
    }
}
