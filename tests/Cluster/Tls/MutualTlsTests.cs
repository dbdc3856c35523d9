using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using LlmWorkload.Tests.Faults;

namespace LlmWorkload.Tests.Tls;

/// <summary>Silos and clients that show each other certificates, and those that are refused, in processes of their own.</summary>
public sealed class MutualTlsTests : IDisposable
{
    private const int Megabyte = 1024 * 1024;
    private const string Closed =
        "the silo closed the connection: does it require mutual TLS, and is the certificate of --tls-cert signed by its CA?";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly TlsFolder _tls = new();
    private readonly TlsFolder _other = new();
    private readonly (int Port, int Gateway) _ports = SiloProcess.FreePorts();

    private string Gateway => $"127.0.0.1:{_ports.Gateway}";

    public void Dispose()
    {
        _other.Dispose();
        _tls.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_client_with_the_right_certificate_ingests_and_asks_and_its_files_may_be_named_in_the_environment()
    {
        using var silo = await StartAsync();
        var log = SampleLog.Write(_folder.At("log.csv"), rows: 1_000, seed: 7);

        (await ClientAsync(["ingest", log, "--dataset", "d", .. _tls.Options])).Succeeded();
        Assert.Contains("d", (await ClientAsync(["query", "datasets", "--format", "csv", .. _tls.Options])).Succeeded().Output);
        var environment = new Dictionary<string, string>
        {
            ["Tls__Certificate"] = _tls.At("client.pem"),
            ["Tls__Key"] = _tls.At("client.key"),
            ["Tls__Ca"] = _tls.At("ca.pem"),
        };
        var asked = await Tool.RunAsync(environment, "dotnet", "exec", Programs.Client, "query", "datasets", "--cluster", Gateway);
        Assert.Contains("d", asked.Succeeded().Output);

        Assert.DoesNotContain("was refused", (await StopAsync(silo)).Output);
    }

    [Fact]
    public async Task A_client_without_TLS_is_refused()
    {
        using var silo = await StartAsync();

        var refused = (await ClientAsync("query", "datasets", "--timeout", "15")).Failed(1);

        Assert.Contains($"llmwl: No silo answers at {Gateway}: {Closed}", refused.Error);
        Assert.DoesNotContain("   at ", refused.Error);
        Assert.Contains("Silo:GatewayPort: a connection from 127.0.0.1 was refused: it does not speak TLS", (await StopAsync(silo)).Output);
    }

    [Fact]
    public async Task A_client_with_a_certificate_of_another_authority_is_refused()
    {
        using var silo = await StartAsync();
        _tls.WriteClient(TlsFolder.ClientOf(_other.Authority));

        var refused = (await ClientAsync(["query", "datasets", "--timeout", "15", .. _tls.Options])).Failed(1);

        Assert.Contains($"llmwl: No silo answers at {Gateway}: {Closed}", refused.Error);
        var said = (await StopAsync(silo)).Output;
        Assert.Contains(
            "Silo:GatewayPort: a connection from 127.0.0.1 was refused: its certificate, CN=peer, is not signed by an authority of Tls:Ca",
            said);
        Assert.DoesNotContain("   at ", said);
    }

    [Fact]
    public async Task A_client_whose_certificate_has_expired_says_so_and_is_refused_where_it_tries()
    {
        using var silo = await StartAsync();
        var expired = TlsFolder.ClientOf(_tls.Authority, from: -2, to: -1);
        _tls.WriteClient(expired);

        var own = (await ClientAsync(["query", "datasets", .. _tls.Options])).Failed(2);
        await RefusedAsync(_ports.Gateway, X509Certificate2.CreateFromPem(expired.Certificate, expired.Key));

        Assert.StartsWith($"llmwl: --tls-cert is '{_tls.At("client.pem")}', which expired at ", own.Error, StringComparison.Ordinal);
        Assert.Matches("was refused: its certificate, CN=peer, expired at 20[0-9: -]+ UTC", (await StopAsync(silo)).Output);
    }

    [Fact]
    public async Task Nobody_gets_in_without_a_certificate_and_no_client_by_the_port_for_silos()
    {
        using var silo = await StartAsync();
        var (certificate, key) = TlsFolder.ClientOf(_tls.Authority);

        await RefusedAsync(_ports.Gateway, null);
        await RefusedAsync(_ports.Port, X509Certificate2.CreateFromPem(certificate, key));

        var said = (await StopAsync(silo)).Output;
        Assert.Contains("Silo:GatewayPort: a connection from 127.0.0.1 was refused: it gave no certificate", said);
        Assert.Contains(
            "Silo:Port: a connection from 127.0.0.1 was refused: its certificate, CN=peer, is not for servers (extended key usage "
                + "serverAuth)",
            said);
    }

    [Fact]
    public async Task A_client_does_not_trust_a_silo_of_another_authority_and_does_not_wait_for_it()
    {
        using var silo = await StartAsync();

        var refused = (await ClientAsync(["query", "datasets", "--timeout", "60", .. _other.Options])).Failed(1);

        Assert.Equal(
            $"llmwl: No silo answers at {Gateway}: the silo at {Gateway} is not trusted: its certificate, CN=peer, is not signed by an "
                + "authority of --tls-ca",
            refused.Error.Trim());
    }

    [Fact]
    public async Task A_client_does_not_trust_a_silo_whose_certificate_has_expired()
    {
        var (pem, key) = _tls.Authority.Issue([], from: -2, to: -1);
        using var certificate = X509Certificate2.CreateFromPem(pem, key);
        using var listener = new TcpListener(IPAddress.Loopback, _ports.Gateway);
        listener.Start();
        var client = ClientAsync(["query", "datasets", .. _tls.Options]);
        using var accepted = await listener.AcceptTcpClientAsync().WaitAsync(Longest, "the client to connect");
        await using var stream = new SslStream(accepted.GetStream());
        var shown = stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
        {
            ServerCertificate = certificate,
            ApplicationProtocols = [new SslApplicationProtocol("Orleans1")],
        });

        var refused = (await client).Failed(1);

        Assert.Contains("is not trusted: its certificate, CN=peer, expired at 20", refused.Error);
        await ((Task)shown).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    [Fact]
    public async Task New_files_are_taken_without_a_restart()
    {
        using var silo = await StartAsync();
        (await ClientAsync(["query", "datasets", .. _tls.Options])).Succeeded();

        // Both authorities, then a certificate of the new one, then the new one alone.
        _tls.WriteCa(_tls.Authority.Pem, _other.Authority.Pem);
        await AnsweredAsync(["query", "datasets", "--timeout", "3", .. TrustingBoth()], "a client of the new authority");
        _tls.RenewSilo(_other.Authority);
        await AnsweredAsync(["query", "datasets", "--timeout", "3", .. _other.Options], "the silo's new certificate");
        var old = (string[])["--tls-cert", _tls.At("client.pem"), "--tls-key", _tls.At("client.key"), "--tls-ca", _other.At("ca.pem")];
        (await ClientAsync(["query", "datasets", .. old])).Succeeded();
        _tls.WriteCa(_other.Authority.Pem);
        await Waiting.ForAsync(
            async () => (await ClientAsync(["query", "datasets", "--timeout", "3", .. old])).ExitCode == 1, Longest,
            "the silo to trust the old authority no longer");
        (await ClientAsync(["query", "datasets", .. _other.Options])).Succeeded();

        var said = (await StopAsync(silo)).Output;
        Assert.Contains("Took the new files of Tls:Ca", said);
        Assert.Contains("Took the new files of Tls:Certificate, Tls:Key", said);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_that_does_not_finish_the_handshake_of_TLS_is_closed_when_its_time_is_up(bool begins)
    {
        using var silo = await StartAsync("--Silo:HandshakeTimeout=00:00:01");
        using var mute = new TcpClient();
        await mute.ConnectAsync(IPAddress.Loopback, _ports.Gateway);
        if (begins) await mute.GetStream().WriteAsync(new byte[] { 22, 3, 1, 2 });

        await RawConnection.ClosedAsync(mute.GetStream()).WaitAsync(Longest, "the silo to close a connection without a handshake");
    }

    [Fact]
    public async Task A_message_that_is_too_long_is_refused_by_its_length_within_TLS()
    {
        var handshake = await RawConnection.RecordHandshakeAsync();
        using var silo = await StartAsync();
        var (certificate, key) = TlsFolder.ClientOf(_tls.Authority);
        using var greedy = await RawConnection.GreetAsync(
            _ports.Gateway, handshake, stream => SecureAsync(stream, X509Certificate2.CreateFromPem(certificate, key)));

        await greedy.BeginMessageAsync(header: 100, body: 90 * Megabyte, sent: 0);

        await greedy.ClosedAsync().WaitAsync(Longest, "the silo to close a connection whose message is too long");
    }

    private string[] TrustingBoth() =>
        ["--tls-cert", _other.At("client.pem"), "--tls-key", _other.At("client.key"), "--tls-ca", _tls.At("ca.pem")];

    private Task AnsweredAsync(string[] command, string what) =>
        Waiting.ForAsync(async () => (await ClientAsync(command)).ExitCode == 0, Longest, $"{what} to be taken");

    private static async Task<Stream> SecureAsync(Stream stream, X509Certificate2? certificate)
    {
        var secure = new SslStream(stream);
        await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "silo",
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
            ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate, null, offline: true),
        });
        return secure;
    }

    // In TLS 1.3 the handshake may look complete to a client that is refused; what it reads then is the end.
    private static async Task RefusedAsync(int port, X509Certificate2? certificate)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        try
        {
            await using var secure = await SecureAsync(client.GetStream(), certificate);
            await RawConnection.ClosedAsync(secure).WaitAsync(Longest, "the silo to close the connection");
        }
        catch (Exception refused) when (refused is IOException or AuthenticationException)
        {
            // Told by an alert, or closed by a reset.
        }
        finally
        {
            certificate?.Dispose();
        }
    }

    private Task<CommandResult> ClientAsync(params string[] arguments) =>
        ProgramProcess.RunClientAsync([.. arguments, "--cluster", Gateway]);

    private async Task<ProgramProcess> StartAsync(params string[] settings)
    {
        var silo = ProgramProcess.Silo([
            $"--Silo:Port={_ports.Port}", $"--Silo:GatewayPort={_ports.Gateway}", $"--Storage:Path={_folder.At("state")}",
            .. _tls.Settings, .. settings]);
        await silo.ReadyAsync();
        return silo;
    }

    private static Task<CommandResult> StopAsync(ProgramProcess silo)
    {
        silo.Signal(ProgramProcess.Terminate);
        return silo.ExitAsync();
    }
}
