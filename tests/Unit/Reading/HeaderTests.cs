using LlmWorkload.Reading;

namespace LlmWorkload.Tests.Reading;

public sealed class HeaderTests : IDisposable
{
    private const string Instant = "2025-09-01T00:00:00Z";

    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("chute_id")]
    [InlineData("model_id")]
    [InlineData("model")]
    [InlineData("model_name")]
    [InlineData("chuteid")]
    [InlineData("ChuteId")]
    public void Every_name_of_the_model_column_is_found(string name) =>
        Assert.Equal("m", _folder.Read($"other,{name},started_at\nx,m,{Instant}\n").Only.Model);

    [Theory]
    [InlineData("user_id")]
    [InlineData("user")]
    [InlineData("userid")]
    [InlineData("USER_ID")]
    public void Every_name_of_the_user_column_is_found(string name) =>
        Assert.Equal("u", _folder.Read($"model,started_at,{name}\nm,{Instant},u\n").Only.User);

    [Theory]
    [InlineData("function_name")]
    [InlineData("function")]
    [InlineData("functionname")]
    public void Every_name_of_the_function_column_is_found(string name) =>
        Assert.Equal("f", _folder.Read($"model,started_at,{name}\nm,{Instant},f\n").Only.Function);

    [Theory]
    [InlineData("started_at")]
    [InlineData("timestamp")]
    [InlineData("start_time")]
    [InlineData("start")]
    [InlineData("begin_time")]
    [InlineData("startedat")]
    [InlineData("TIMESTAMP")]
    public void Every_name_of_the_start_column_is_found(string name) =>
        Assert.Equal(new DateTime(2025, 9, 1), _folder.Read($"{name},model\n{Instant},m\n").Only.Started);

    [Theory]
    [InlineData("completed_at")]
    [InlineData("end_time")]
    [InlineData("end")]
    [InlineData("finish_time")]
    [InlineData("completedat")]
    public void Every_name_of_the_completion_column_is_found(string name) =>
        Assert.Equal(20_000_000, _folder.Read($"model,started_at,{name}\nm,{Instant},2025-09-01T00:00:02Z\n").Only.Duration);

    [Theory]
    [InlineData("input_tokens")]
    [InlineData("prompt_tokens")]
    [InlineData("request_tokens")]
    [InlineData("input")]
    [InlineData("it")]
    [InlineData("inputtokens")]
    public void Every_name_of_the_input_token_column_is_found(string name) =>
        Assert.Equal(5, _folder.Read($"model,started_at,{name}\nm,{Instant},5\n").Only.InputTokens);

    [Theory]
    [InlineData("output_tokens")]
    [InlineData("completion_tokens")]
    [InlineData("response_tokens")]
    [InlineData("generation_tokens")]
    [InlineData("output")]
    [InlineData("ot")]
    [InlineData("outputtokens")]
    public void Every_name_of_the_output_token_column_is_found(string name) =>
        Assert.Equal(5, _folder.Read($"model,started_at,{name}\nm,{Instant},5\n").Only.OutputTokens);

    [Fact]
    public void Ttft_and_duration_are_found_by_their_one_name()
    {
        var row = _folder.Read($"Duration,TTFT,model,started_at\n2.5,0.5,m,{Instant}\n").Only;
        Assert.Equal((5_000_000L, 25_000_000L), (row.Ttft, row.Duration));
    }

    [Fact]
    public void Of_two_columns_for_one_field_the_earlier_accepted_name_wins()
    {
        var path = _folder.Write("log.csv", $"model_name,chute_id,timestamp,started_at\nname,id,1,{Instant}\n");
        using var reader = _folder.Open(path);
        Assert.Equal(["model_name", "timestamp"], reader.IgnoredColumns);
        var row = _folder.ReadAll(path).Only;
        Assert.Equal(("id", new DateTime(2025, 9, 1)), (row.Model, row.Started));
    }

    [Fact]
    public void A_header_without_a_required_column_lists_the_names_found_and_accepted()
    {
        var fault = _folder.Fault("when,who\n1,2\n");
        Assert.Contains("Names found: when, who.", fault.Message, StringComparison.Ordinal);
        Assert.Contains("started_at, timestamp, start_time, start, begin_time, startedat", fault.Message, StringComparison.Ordinal);
        Assert.Contains("chute_id, model_id, model, model_name, chuteid", fault.Message, StringComparison.Ordinal);
        Assert.Contains("--model NAME", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_separator_is_pointed_out() =>
        Assert.Contains("comma", _folder.Fault("model;started_at\nm;1\n").Message, StringComparison.Ordinal);

    [Fact]
    public void The_model_option_names_the_model_of_a_file_without_a_model_column()
    {
        var options = new ReadingOptions { Model = "named", ModelFromFilename = true };
        Assert.Equal("named", _folder.Read($"started_at\n{Instant}\n", options).Only.Model);
        Assert.Equal("m", _folder.Read($"started_at,model\n{Instant},m\n", options).Only.Model);
    }

    [Theory]
    [InlineData("llama-3.csv", "llama-3")]
    [InlineData("llama-3.1.csv.gz", "llama-3.1")]
    [InlineData("trace.log", "trace.log")]
    public void The_file_name_names_the_model_where_that_is_wanted(string file, string model)
    {
        var path = _folder.Write(file, $"started_at\n{Instant}\n");
        Assert.Equal(model, _folder.ReadAll(path, new ReadingOptions { ModelFromFilename = true }).Only.Model);
    }
}
