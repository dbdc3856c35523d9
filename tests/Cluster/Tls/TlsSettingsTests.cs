namespace LlmWorkload.Tests.Tls;

/// <summary>Settings and options of TLS that cannot work are refused with one line.</summary>
public sealed class TlsSettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TlsFolder _tls = new();

    public void Dispose()
    {
        _tls.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_silo_beyond_loopback_is_refused_without_mutual_TLS()
    {
        string[] open = ["--Silo:Address=0.0.0.0", "--Silo:AdvertisedAddress=127.0.0.1"];
        Assert.Equal(
            "llmwl-silo: Silo:Address is 0.0.0.0, beyond loopback, without mutual TLS (Tls:Certificate, Tls:Key, Tls:Ca); expected all "
                + "three, or Security:AllowInsecure=true.",
            await RefusedAsync(open));

        await StartedAsync([.. open, .. _tls.Settings]);
        await StartedAsync([.. open, "--Security:AllowInsecure=true"]);
    }

    [Fact]
    public async Task A_silo_is_refused_whose_files_cannot_be_used()
    {
        Assert.Equal(
            "llmwl-silo: Tls:Certificate and Tls:Ca are given without Tls:Key; expected all three or none.",
            await RefusedAsync(_tls.Settings[0], _tls.Settings[2]));
        Assert.Equal(
            $"llmwl-silo: Tls:Certificate is '{_tls.At("client.pem")}', which is not for servers (extended key usage serverAuth).",
            await RefusedAsync(
                $"--Tls:Certificate={_tls.At("client.pem")}", $"--Tls:Key={_tls.At("client.key")}", $"--Tls:Ca={_tls.At("ca.pem")}"));
        Assert.StartsWith(
            $"llmwl-silo: Tls:Key is '{_tls.At("client.key")}', which cannot be used: ",
            await RefusedAsync(_tls.Settings[0], $"--Tls:Key={_tls.At("client.key")}", _tls.Settings[2]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_is_refused_whose_files_cannot_be_used()
    {
        string[] command = ["query", "datasets", "--cluster", "127.0.0.1:1"];
        Assert.Equal(
            "llmwl: --tls-cert is given without --tls-key and --tls-ca; expected all three or none.",
            await WrongAsync([.. command, .. _tls.Options[..2]]));
        Assert.StartsWith("llmwl: --tls-key is empty.", await WrongAsync([.. command, "--tls-key", ""]), StringComparison.Ordinal);
        Assert.StartsWith(
            "llmwl: --tls-cert is 'none.pem', which cannot be read: ",
            await WrongAsync([.. command, "--tls-cert", "none.pem", .. _tls.Options[2..]]), StringComparison.Ordinal);
        Assert.StartsWith(
            $"llmwl: --tls-key is '{_tls.At("silo.key")}', which cannot be used: ",
            await WrongAsync([.. command, "--tls-cert", _tls.At("client.pem"), "--tls-key", _tls.At("silo.key"), .. _tls.Options[4..]]),
            StringComparison.Ordinal);
    }

    private static async Task<string> WrongAsync(params string[] arguments) =>
        (await CommandLine.RunAsync(arguments)).Failed(2).Error.Trim();

    private async Task<string> RefusedAsync(params string[] settings)
    {
        using var silo = Silo(settings);
        var error = (await silo.ExitAsync()).Failed(2).Error.Trim();
        Assert.DoesNotContain('\n', error);
        return error;
    }

    private async Task StartedAsync(params string[] settings)
    {
        using var silo = Silo(settings);
        await silo.ReadyAsync();
        silo.Signal(ProgramProcess.Terminate);
        (await silo.ExitAsync()).Succeeded();
    }

    private ProgramProcess Silo(string[] settings)
    {
        var (port, gateway) = SiloProcess.FreePorts();
        return ProgramProcess.Silo([
            $"--Silo:Port={port}", $"--Silo:GatewayPort={gateway}", $"--Storage:Path={_folder.At("state")}", .. settings]);
    }
}
