using System.Net;
using LlmWorkload.Certificates;
using LlmWorkload.Networking;
using LlmWorkload.Tests.Certificates;
using Microsoft.Extensions.Time.Testing;

namespace LlmWorkload.Tests.Networking;

/// <summary>What the log says of connections that TLS has refused.</summary>
public sealed class RefusalsTests
{
    private static readonly Refusal Plain = new(RefusalKind.Plaintext, "it does not speak TLS");

    private readonly FakeTimeProvider _time = new();
    private readonly RememberedLog _log = new();

    [Fact]
    public void The_first_of_a_kind_is_told_at_once_and_those_behind_it_are_counted()
    {
        var refusals = new Refusals("Silo:Port", _log, _time);
        for (var i = 0; i < 5; i++) refusals.Add(IPAddress.Parse($"10.0.0.{i}"), Plain);
        refusals.Add(IPAddress.Loopback, new Refusal(RefusalKind.Authority, "its certificate is another's"));
        refusals.Tell();
        Assert.Equal(
            [
                "Warning 202: Silo:Port: a connection from 10.0.0.0 was refused: it does not speak TLS",
                "Warning 202: Silo:Port: a connection from 127.0.0.1 was refused: its certificate is another's",
            ],
            _log.Lines);

        _log.Lines.Clear();
        _time.Advance(TimeSpan.FromSeconds(10));
        refusals.Tell();
        refusals.Tell();

        Assert.Equal(
            ["Warning 203: Silo:Port: 4 more connections were refused, the last one from 10.0.0.4: it does not speak TLS"], _log.Lines);
    }
}
