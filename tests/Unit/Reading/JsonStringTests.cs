using System.Text;
using LlmWorkload.Reading;

namespace LlmWorkload.Tests.Reading;

/// <summary>Strings of JSON that are no texts: what is read of them is rejected, and what is not read does not matter.</summary>
public sealed class JsonStringTests : IDisposable
{
    private const string Plain = """{"model":"m","started_at":1736121600,"input_tokens":1,"user_id":"u"}""";

    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"model":"m","started_at":1736121600,"user_id":"cut\ud83d"}""", "invalid_utf8", "user_id")]
    [InlineData("""{"model":"\udc00","started_at":1736121600}""", "invalid_utf8", "model")]
    [InlineData("""{"model":"m","started_at":"\ud83d"}""", "started_invalid", "started_at")]
    [InlineData("""{"model":"m","started_at":1736121600,"input_tokens":"1\ud83d"}""", "input_tokens_invalid", "input_tokens")]
    public void Half_of_a_surrogate_pair_rejects_its_own_record(string line, string reason, string column)
    {
        var log = Read($"{Plain}\n{line}\n{Plain}\n");

        Assert.Equal(2, log.Rows.Count);
        Assert.Equal((reason, 2L), (log.OnlyRejected.Reason.Text, log.OnlyRejected.Line));
        Assert.StartsWith($"{column} is '", log.OnlyRejected.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"z\ud83d":1,"model":"m","started_at":1736121600,"user_id":"u"}""")]
    [InlineData("""{"prompt":"cut\ud83d","model":"m","started_at":1736121600,"user_id":"u"}""")]
    [InlineData("{\"mod\xff\":\"n\",\"model\":\"m\",\"started_at\":1736121600,\"user_id\":\"u\"}")]
    public void What_is_not_read_may_be_no_text(string line)
    {
        var log = Read($"{line}\n{Plain}\n{line}\n{Plain}\n{line}\n");

        Assert.Equal(Enumerable.Repeat(("m", "u"), 5), log.Rows.Select(row => (row.Model, row.User!)));
        Assert.Empty(log.Rejected);
    }

    private LogContent Read(string text) => _folder.ReadAll(_folder.Write("log.jsonl", Encoding.Latin1.GetBytes(text)));
}
