using LlmWorkload.Forwarding;

namespace LlmWorkload.Tests.Forwarding;

public sealed class ForwardedCommandTests
{
    [Theory]
    [InlineData("query models", null)]
    [InlineData("query model vendor/m:8b --format json -q", null)]
    [InlineData("query users --state s --top 3", "s")]
    [InlineData("query users --state=s", "s")]
    [InlineData("datasets list --state:s", "s")]
    [InlineData("datasets show winter", null)]
    public void A_command_that_asks_is_run_by_another(string line, string? state)
    {
        var command = ForwardedCommand.Of(line.Split(' '), out var named);
        Assert.Equal(line.Split(' '), command?.Arguments);
        Assert.Equal(ForwardedCommand.ThisProgram, command?.Program);
        Assert.Equal(state, named);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ingest log.csv")]
    [InlineData("datasets drop winter")]
    [InlineData("-q query models")]
    [InlineData("query models --cluster 127.0.0.1:30000")]
    [InlineData("query models --cluster=127.0.0.1:30000")]
    [InlineData("query models --storage Memory")]
    [InlineData("query models -v")]
    [InlineData("query models -qv")]
    [InlineData("query models --tls-ca ca.pem")]
    [InlineData("query models --verbose")]
    [InlineData("query models --state")]
    [InlineData("query model -- --state")]
    public void Any_other_is_not(string line) => Assert.Null(ForwardedCommand.Of(line.Split(' '), out _));
}
