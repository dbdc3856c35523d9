using LlmWorkload.Generation;

namespace LlmWorkload.Tests.Generation;

/// <summary>Pools that are read: those of ServeGen, ours, and damaged ones.</summary>
public sealed class PoolReaderTests : IDisposable
{
    private readonly PoolFolder _pool = new();

    public void Dispose() => _pool.Dispose();

    [Fact]
    public void A_pool_has_its_clients_by_number_with_their_windows_and_names()
    {
        _pool.Add(10, PoolFolder.Tokens, "0.5,1,Gamma,1,2", PoolFolder.Idle).Add(2, PoolFolder.Tokens, PoolFolder.Idle, "1,2,Weibull,0.5,3")
            .Write("clients.csv", "chunk,user,requests\n2,\"a, \"\"b\"\"\",7\n10,,5\n");
        var pool = _pool.Read();
        Assert.Equal(("m-test", 600, 600, 1_200), (pool.Name, pool.SecondsOf(0), pool.SecondsOf(1), pool.End));
        Assert.Equal([(2, "a, \"b\""), (10, "client-10")], pool.Clients.Select(client => (client.Number, client.User)));
        Assert.Equal(new TraceWindow(1, 1, true, 0.5, 3), Assert.Single(pool.Clients[0].Windows));
        Assert.Equal(new TraceWindow(0, 0.5, false, 1, 2), Assert.Single(pool.Clients[1].Windows));
        Assert.Empty(pool.Notes);
    }

    [Fact]
    public void What_has_no_place_is_told()
    {
        const string Reason = """{"0":{"input_tokens":"{10: 1}","output_tokens":"{3: 1}","reason_ratio":"{0.0: 0.5, 0.002: 0.5}"}}""";
        _pool.Add(0, Reason, "0.5,1,Gamma,1,2").Write("chunk-1-trace.csv", "0,0,0,,0,0\n");
        Assert.Equal(
            ["Left out: 1 traces without a dataset", "Left out: reason_ratio; a log has no column of it"], _pool.Read().Notes);
    }

    [Fact]
    public void Times_with_an_empty_distribution_are_as_if_they_were_not_there()
    {
        _pool.Add(
            0,
            """
            {"0":{"input_tokens":"{}","output_tokens":"{}"},"21600":{"input_tokens":"{ 1:0.5 ,2: 5e-1}","output_tokens":"{3: 1.0}"},
             "43200":{"input_tokens":"{5: 1}","output_tokens":"{}"}}
            """,
            PoolFolder.Idle);
        Assert.Equal(21_600, Assert.Single(_pool.Read().Clients[0].Tokens).Start);
    }

    [Theory]
    [InlineData("0,0,0,,0", "chunk-0-trace.csv:1 is '0,0,0,,0'; expected t,rate,cv,pattern,arg1,arg2")]
    [InlineData("0.5,0,0,,0,0", "chunk-0-trace.csv:1, column 1 (t) is '0.5'; expected whole seconds from 0 on")]
    [InlineData("0,0,0,,0,0\n0,0,0,,0,0", "chunk-0-trace.csv:2, column 1 (t) is '0'; expected whole seconds from 1 on")]
    [InlineData("0,-1,0,,0,0", "chunk-0-trace.csv:1, column 2 (rate) is '-1'; expected a number from 0 to 1000000")]
    [InlineData("0,1,x,,0,0", "column 3 (cv) is 'x'; expected a number")]
    [InlineData("0,1,1,gamma,1,1", "column 4 (pattern) is 'gamma'; expected Gamma, Weibull or nothing")]
    [InlineData("0,1,1,Gamma,0,1", "column 5 (arg1) is '0'; expected a number from 1E-12")]
    [InlineData("0,1,1,Gamma,1,nan", "column 6 (arg2) is 'nan'; expected a number")]
    [InlineData("", "chunk-0-trace.csv has no line; expected one for every window")]
    public void A_trace_that_is_not_right_is_refused_with_its_place(string trace, string message)
    {
        _pool.Write("chunk-0-trace.csv", trace).Write("chunk-0-dataset.json", PoolFolder.Tokens);
        IsRefused(message);
    }

    [Theory]
    [InlineData("600,0,0,,0,0", "chunk-1-trace.csv:1, column 1 (t) is '600'; expected 0, as in the trace before it")]
    [InlineData("0,0,0,,0,0", "chunk-1-trace.csv has 1 lines; expected 2, as the trace before it")]
    [InlineData("0,0,0,,0,0\n600,0,0,,0,0\n1200,0,0,,0,0", "chunk-1-trace.csv:3, column 1 (t) is '1200'; expected the end")]
    public void Traces_of_other_windows_are_refused(string trace, string message)
    {
        _pool.Add(0, PoolFolder.Tokens, PoolFolder.Idle, PoolFolder.Idle).Write("chunk-1-trace.csv", trace)
            .Write("chunk-1-dataset.json", PoolFolder.Tokens);
        IsRefused(message);
    }

    [Theory]
    [InlineData("{1.0: 1}", "character 2 is '1.0'; expected a whole number from 0 on")]
    [InlineData("{-1: 1}", "character 2 is '-1'; expected a whole number")]
    [InlineData("{1: 0.5, 2: x}", "character 12 is 'x'; expected a share from 0 to 1")]
    [InlineData("{1: 0.5, 2}", "character 12 is 'the end'; expected ':'")]
    [InlineData("{1: 1", "character 6 is 'the end'; expected ',' or '}'")]
    [InlineData("[1]", "character 1 is '[1]'; expected '{'")]
    [InlineData("{1: 1} 2", "character 8 is '2'; expected the end of the text")]
    [InlineData("{", "character 2 is 'the end'; expected '}'")]
    [InlineData("{1: 0.5, 2: 0.4}", "the sum of the shares is '0.9'; expected 1")]
    [InlineData("{1: nan}", "character 4 is 'nan'; expected a share")]
    public void A_distribution_that_is_not_right_is_refused_with_its_place(string distribution, string message)
    {
        _pool.Add(0, "{\"0\":{\"input_tokens\":\"{1: 1}\",\"output_tokens\":\"" + distribution + "\"}}", PoolFolder.Idle);
        IsRefused($"chunk-0-dataset.json, \"0\", output_tokens", message);
    }

    [Theory]
    [InlineData("{", "chunk-0-dataset.json:1, column 2 is no JSON")]
    [InlineData("[]", "chunk-0-dataset.json is 'Array'; expected a JSON object of seconds")]
    [InlineData("""{"x":{}}""", "a key is 'x'; expected whole seconds")]
    [InlineData("""{"0":[]}""", "\"0\" is 'Array'; expected an object of distributions")]
    [InlineData("""{"0":{"input_tokens":{"1":1}}}""", "input_tokens is 'Object'; expected a text such as")]
    [InlineData("""{"0":{"output_tokens":"{1: 1}"}}""", "\"0\" has no input_tokens; expected it, or text_tokens")]
    [InlineData("""{"0":{"input_tokens":"{1: 1}"}}""", "\"0\" has no output_tokens")]
    [InlineData("""{"0":{"tokens":"{1: 1}"}}""", "a field is 'tokens'; expected one of input_tokens")]
    [InlineData("""{"0":{"text_tokens":"{1: 1}","image_count":"{1: 1}","output_tokens":"{1: 1}"}}""", "one of image_count and image_tokens")]
    public void A_dataset_that_is_not_right_is_refused(string dataset, string message)
    {
        _pool.Add(0, dataset, PoolFolder.Idle);
        IsRefused(message);
    }

    [Fact]
    public void Keys_that_do_not_ascend_are_refused()
    {
        const string One = """:{"input_tokens":"{1: 1}","output_tokens":"{1: 1}"}""";
        _pool.Add(0, $"{{\"600\"{One},\"0\"{One}}}", PoolFolder.Idle);
        IsRefused("a key is '0'; expected keys that ascend");
    }

    [Theory]
    [InlineData("a,b\n", "clients.csv:1 is 'a,b'; expected the columns chunk and user")]
    [InlineData("chunk,user\n0,a\n0,b\n", "clients.csv:3, chunk is '0'; expected the number of another client")]
    [InlineData("chunk,user\nx,a\n", "clients.csv:2, chunk is 'x'")]
    public void Names_that_are_not_right_are_refused(string names, string message)
    {
        _pool.Add(0, PoolFolder.Tokens, PoolFolder.Idle).Write("clients.csv", names);
        IsRefused(message);
    }

    [Fact]
    public void A_folder_that_is_no_pool_is_refused()
    {
        IsRefused("which has no client; expected a folder with chunk-0-trace.csv");
        _pool.Write("chunk-0-dataset.json", PoolFolder.Tokens);
        IsRefused("chunk-0-dataset.json is there, and no trace of the client");
        _pool.Write("chunk-00-dataset.json", PoolFolder.Tokens);
        IsRefused("chunk-00-dataset.json has no number; expected a name such as chunk-0-dataset.json");
        Directory.Delete(_pool.Folder, recursive: true);
        Assert.Contains(
            "which is no folder", Assert.Throws<WorkloadException>(() => PoolReader.Read(Path.Combine(_pool.Root, "none"))).Message,
            StringComparison.Ordinal);
    }

    private void IsRefused(params string[] words)
    {
        var failure = Assert.Throws<WorkloadException>(_pool.Read);
        Assert.True(failure.IsInput);
        Assert.All(words, word => Assert.Contains(word, failure.Message, StringComparison.Ordinal));
    }
}
