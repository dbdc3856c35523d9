using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Orleans.Connections.Security;

namespace LlmWorkload.Certificates;

/// <summary>
/// TLS on the connections of Orleans, where both sides show a certificate that an authority of one file has signed. The names in a
/// certificate are not compared with addresses: who has a certificate of the authority belongs to the cluster. Files are read anew when
/// they change; connections that stand stay.
/// </summary>
internal sealed class MutualTls
{
    // The first byte of a client that speaks TLS: the type of a record with a handshake.
    private const byte HandshakeRecord = 22;

    private static readonly Refusal Plain = new(RefusalKind.Plaintext, "it does not speak TLS");
    private static readonly Refusal Nameless = new(
        RefusalKind.NoCertificate, "it gave no certificate, or does not trust the one of this silo and gave up");

    private readonly RenewedFiles<SslStreamCertificateContext> _own;
    private readonly RenewedFiles<Authorities> _authorities;
    private readonly TimeProvider _time;
    private readonly ILogger _log;

    private volatile string? _distrust;

    // The handshake that is under way, for the check of the certificate, which is not told the connection.
    private readonly AsyncLocal<Handshake?> _handshake = new();

    /// <summary>Reads the files.</summary>
    /// <param name="files">The files.</param>
    /// <param name="purposes">What the own certificate is used for.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Told of new files, and of silos that are not trusted.</param>
    /// <exception cref="WorkloadException">A file cannot be used.</exception>
    public MutualTls(TlsFiles files, IReadOnlyList<Purpose> purposes, TimeProvider time, ILogger log)
    {
        var pair = new CertificatePair(files.Certificate, files.Key);
        (_time, _log) = (time, log);
        _own = new RenewedFiles<SslStreamCertificateContext>(
            pair.Files, texts => pair.Read(texts, purposes, time.GetUtcNow()), time, log);
        _authorities = new RenewedFiles<Authorities>([files.Ca], texts => Authorities.Read(files.Ca, texts[0]), time, log);
    }

    /// <summary>Why the silo that was connected to last is not trusted; null where it is, or has shown no certificate.</summary>
    public string? Distrust => _distrust;

    /// <summary>Makes connections that come in speak TLS.</summary>
    /// <param name="connections">The connections of a port.</param>
    /// <param name="purposes">What the peer's certificate must be for.</param>
    /// <param name="refused">Told of each connection that is refused.</param>
    public void UseAsServer(
        IConnectionBuilder connections, IReadOnlyList<Purpose> purposes, Action<ConnectionContext, Refusal> refused)
    {
        connections.Use(next => context => AcceptAsync(context, next, refused));
        connections.UseServerTls(Options(options => options.OnAuthenticateAsServer = (_, server) =>
        {
            var ssl = (SslServerAuthenticationOptions)server.SslServerAuthenticationOptions;

            // Of the three ways to name a certificate one alone may be used; the context has the authorities below the root, too.
            (ssl.ServerCertificate, ssl.ServerCertificateSelectionCallback) = (null, null);
            ssl.ServerCertificateContext = _own.Current;
            ssl.CertificateChainPolicy = _authorities.Current.Policy(purposes);
            ssl.AllowTlsResume = false; // every connection shows its certificate
        }));
        connections.Use(Complete);
    }

    /// <summary>Makes connections that are opened speak TLS.</summary>
    /// <param name="connections">The connections to silos.</param>
    public void UseAsClient(IConnectionBuilder connections)
    {
        connections.Use(next => context => ConnectAsync(context, next));
        connections.UseClientTls(Options(options => options.OnAuthenticateAsClient = (_, client) =>
        {
            var ssl = (SslClientAuthenticationOptions)client.SslClientAuthenticationOptions;
            (ssl.ClientCertificates, ssl.LocalCertificateSelectionCallback) = (null, null);
            ssl.ClientCertificateContext = _own.Current;
            ssl.CertificateChainPolicy = _authorities.Current.Policy(Purpose.Server);
            ssl.AllowTlsResume = false;
        }));
        connections.Use(Complete);
    }

    private TlsOptions Options(Action<TlsOptions> configure)
    {
        var options = new TlsOptions
        {
            LocalCertificate = _own.Current.TargetCertificate,
            RemoteCertificateMode = RemoteCertificateMode.RequireCertificate,
            ClientCertificateMode = RemoteCertificateMode.RequireCertificate,
            RemoteCertificateValidation = IsTrusted,
        };
        configure(options);
        return options;
    }

    private bool IsTrusted(X509Certificate2 certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var refusal = chain is null
            ? new Refusal(RefusalKind.Other, "its certificate was not checked")
            : _authorities.Current.WhyNot(certificate, chain, _time.GetUtcNow());
        if (_handshake.Value is { } handshake) handshake.Refusal = refusal;
        if (_handshake.Value?.Silo is { } silo) _distrust = refusal is null ? null : $"the silo at {silo} is not trusted: {refusal.Words}";
        return refusal is null && (errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) == SslPolicyErrors.None;
    }

    private ConnectionDelegate Complete(ConnectionDelegate next) => context =>
    {
        if (_handshake.Value is { } handshake) handshake.IsComplete = true;
        return next(context);
    };

    private async Task AcceptAsync(ConnectionContext context, ConnectionDelegate next, Action<ConnectionContext, Refusal> refused)
    {
        if (await PeekAsync(context.Transport.Input) is not { } first) return;
        if (first != HandshakeRecord)
        {
            refused(context, Plain);
            context.Abort(new ConnectionAbortedException("TLS is required."));
            return;
        }

        var handshake = new Handshake();
        _handshake.Value = handshake;
        await next(context);
        if (!handshake.IsComplete) refused(context, handshake.Refusal ?? Nameless);
    }

    // The first byte, which stays to be read; null where the peer ends without a word.
    private static async Task<byte?> PeekAsync(PipeReader input)
    {
        var result = await input.ReadAsync();
        byte? first = result.Buffer.IsEmpty ? null : result.Buffer.FirstSpan[0];
        input.AdvanceTo(result.Buffer.Start);
        return first;
    }

    private async Task ConnectAsync(ConnectionContext context, ConnectionDelegate next)
    {
        var handshake = new Handshake { Silo = context.RemoteEndPoint };
        _handshake.Value = handshake;
        await next(context);
        if (!handshake.IsComplete)
            CertificatesLog.GivenUp(_log, context.RemoteEndPoint, handshake.Refusal?.Words ?? "it ended the handshake of TLS");
    }
}
