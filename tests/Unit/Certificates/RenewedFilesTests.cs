using System.Net.Security;
using LlmWorkload.Certificates;
using Microsoft.Extensions.Time.Testing;

namespace LlmWorkload.Tests.Certificates;

/// <summary>Certificates that are read anew.</summary>
public sealed class RenewedFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestAuthority _authority = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly RememberedLog _log = new();

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_new_pair_is_taken_once_a_second_has_passed()
    {
        Write(_authority.Issue([]));
        var files = Read();
        var first = files.Current;
        Write(_authority.Issue([]));
        Assert.Same(first, files.Current);

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.NotEqual(Serial(first), Serial(files.Current));
        Assert.Equal(["Information 210: Took the new files of Tls:Certificate, Tls:Key"], _log.Lines);
    }

    [Fact]
    public void A_certificate_is_never_paired_with_the_key_that_it_replaces()
    {
        Write(_authority.Issue([]));
        var files = Read();
        var first = files.Current;
        var (certificate, key) = _authority.Issue([]);
        File.WriteAllText(_folder.At("silo.pem"), certificate);
        for (var second = 0; second < 3; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.Same(first, files.Current);
        }

        var line = Assert.Single(_log.Lines);
        Assert.StartsWith(
            $"Warning 211: New files are not taken, and the last ones stay: Tls:Key is '{_folder.At("silo.key")}', which ", line);
        Assert.DoesNotContain(File.ReadAllLines(_folder.At("silo.key"))[1], line);

        File.WriteAllText(_folder.At("silo.key"), key);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotEqual(Serial(first), Serial(files.Current));
    }

    [Fact]
    public void A_file_that_is_gone_is_told_once_and_again_when_it_is_gone_again()
    {
        Write(_authority.Issue([]));
        var files = Read();
        var first = files.Current;
        for (var time = 0; time < 2; time++)
        {
            File.Move(_folder.At("silo.key"), _folder.At("away"));
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.Same(first, files.Current);
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.Same(first, files.Current);
            Assert.Equal(time + 1, _log.Lines.Count);
            File.Move(_folder.At("away"), _folder.At("silo.key"));
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.Same(first, files.Current);
        }
    }

    [Fact]
    public void Files_that_are_links_into_a_folder_are_renewed_when_the_folder_is_another()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights on Windows.");
        var pairs = new[] { _authority.Issue([]), _authority.Issue([]) };
        for (var i = 0; i < 2; i++)
        {
            Directory.CreateDirectory(_folder.At($"version{i}"));
            File.WriteAllText(_folder.At($"version{i}", "silo.pem"), pairs[i].Certificate);
            File.WriteAllText(_folder.At($"version{i}", "silo.key"), pairs[i].Key);
        }

        Directory.CreateSymbolicLink(_folder.At("data"), _folder.At("version0"));
        File.CreateSymbolicLink(_folder.At("silo.pem"), _folder.At("data", "silo.pem"));
        File.CreateSymbolicLink(_folder.At("silo.key"), _folder.At("data", "silo.key"));
        var files = Read();
        var first = Serial(files.Current);

        Directory.Delete(_folder.At("data"));
        Directory.CreateSymbolicLink(_folder.At("data"), _folder.At("version1"));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.NotEqual(first, Serial(files.Current));
    }

    private static string Serial(SslStreamCertificateContext context) => context.TargetCertificate.SerialNumber;

    private void Write((string Certificate, string Key) pair)
    {
        File.WriteAllText(_folder.At("silo.pem"), pair.Certificate);
        File.WriteAllText(_folder.At("silo.key"), pair.Key);
    }

    private RenewedFiles<SslStreamCertificateContext> Read()
    {
        var pair = new CertificatePair(
            new NamedFile("Tls:Certificate", _folder.At("silo.pem")), new NamedFile("Tls:Key", _folder.At("silo.key")));
        return new RenewedFiles<SslStreamCertificateContext>(
            pair.Files, texts => pair.Read(texts, Purpose.OfSilo, _time.GetUtcNow()), _time, _log);
    }
}
