using LlmWorkload.Reading;

namespace LlmWorkload.Tests.Reading;

public sealed class HeaderTests : IDisposable
{
    private const string Instant = "2025-09-01T00:00:00Z";

    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("started_at,model,output_tokens,input_tokens", "started_at,model,input_tokens,output_tokens", "'output_tokens'")]
    [InlineData("model,started_at,input_tokens", "started_at,model,input_tokens", "'model'")]
    [InlineData("model,started_at,input_tokens,price", "Model,Started At,input_tokens,output_tokens", null)]
    [InlineData("model,started_at,input_tokens,output_tokens", "model,started_at,input_tokens,price", "'output_tokens'")]
    public void A_second_header_is_an_error_where_what_is_read_has_another_place(string first, string second, string? column)
    {
        var row = string.Join(',', Enumerable.Repeat(Instant, 2).Concat(["1", "2"]).Take(first.Count(c => c == ',') + 1));
        var log = $"{first}\n{row}\n{second}\n{row}\n";
        if (column is null)
        {
            Assert.Equal("started_invalid", _folder.Read(log).OnlyRejected.Reason.Text);
            return;
        }

        var fault = _folder.Fault(log);
        Assert.Contains($":3: another header begins there, whose column {column} is not", fault.Message, StringComparison.Ordinal);
        Assert.True(fault.IsInput);
    }

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
    public void Of_two_columns_for_one_field_the_first_that_is_not_missing_counts_row_by_row()
    {
        var content = _folder.Read($"model_name,chute_id,timestamp,started_at\nname,id,1,{Instant}\nname,,1,\n");
        Assert.Equal([("id", new DateTime(2025, 9, 1)), ("name", DateTime.UnixEpoch.AddSeconds(1))], content.Rows.Select(
            row => (row.Model, row.Started)));
    }

    [Fact]
    public void A_header_without_a_required_column_lists_the_names_found_and_accepted()
    {
        var fault = _folder.Fault("when,who\n1,2\n");
        Assert.Contains("Names found: when, who.", fault.Message, StringComparison.Ordinal);
        Assert.Contains("started_at, timestamp, start_time, start, begin_time", fault.Message, StringComparison.Ordinal);
        Assert.Contains("chute_id, model, model_name, model_id", fault.Message, StringComparison.Ordinal);
        Assert.Contains("--model NAME", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(";")]
    [InlineData("\t")]
    [InlineData("|")]
    public void The_header_tells_the_separator(string separator)
    {
        var content = _folder.Read("model,user,started_at\n\"a,b\",u,1\nm,\"x;y|z\",2\n".Replace(",", separator, StringComparison.Ordinal));
        Assert.Equal([($"a{separator}b", "u"), ("m", "x;y|z")], content.Rows.Select(row => (row.Model, row.User)));
    }

    [Fact]
    public void Separators_within_a_quoted_name_do_not_count() =>
        Assert.Equal("m", _folder.Read("model,\"a;b;c;d\",started_at\nm,x,1\n").Only.Model);

    [Theory]
    [InlineData("Request Tokens")]
    [InlineData("requestTokens")]
    [InlineData("REQUEST-TOKENS")]
    [InlineData(" request.tokens ")]
    public void Case_blanks_and_marks_do_not_count_in_a_name(string name) =>
        Assert.Equal(5, _folder.Read($"model,started_at, {name}\nm,{Instant}, 5\n").Only.InputTokens);

    [Fact]
    public void Columns_that_are_not_read_and_fields_that_are_not_there_are_told()
    {
        using var reader = _folder.Open(_folder.Write("log.csv", "model,when,started_at,Model,prompt\n"));
        Assert.Equal(["when", "Model", "prompt"], reader.Columns.Ignored);
        Assert.Equal(["user", "completed", "function", "input_tokens", "output_tokens", "ttft", "duration"], reader.Columns.Absent);
    }

    [Fact]
    public void A_column_without_a_name_is_told_by_its_number()
    {
        using var reader = _folder.Open(_folder.Write("log.csv", ",model,started_at, ,prompt\n"));
        Assert.Equal(["(column 1)", "(column 4)", "prompt"], reader.Columns.Ignored);
        Assert.Contains("Names found: (column 1), when.", _folder.Fault(",when\n0,1\n").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_is_told_on_one_line_and_cut_where_it_is_long()
    {
        using var reader = _folder.Open(
            _folder.Write("log.csv", $"model,started_at,\"a\nb\u001b[1m\",{new string('x', 101)},{new string('x', 99)}😀\n"));
        Assert.Equal(["a\uFFFDb\uFFFD[1m", new string('x', 100) + "…", new string('x', 99) + "…"], reader.Columns.Ignored);
    }

    [Fact]
    public void A_second_column_of_a_name_is_not_read() =>
        Assert.Equal(("good", 10L), _folder.Read($"model,model,started_at,input,input\ngood,old,{Instant},10,999\n") is var content
            ? (content.Only.Model, content.Only.InputTokens)
            : default);

    [Fact]
    public void Lines_that_begin_with_a_hash_before_the_header_are_passed_over()
    {
        var content = _folder.Read("# exported\n#tz=UTC\nmodel,started_at\n#m,1\nbad,x\n");
        Assert.Equal("#m", content.Only.Model);
        Assert.Equal(5, content.OnlyRejected.Line);
    }

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
    [InlineData("trace.log", "trace")]
    [InlineData("trace.txt", "trace.txt")]
    public void The_file_name_names_the_model_where_that_is_wanted(string file, string model)
    {
        var path = _folder.Write(file, $"started_at\n{Instant}\n");
        Assert.Equal(model, _folder.ReadAll(path, new ReadingOptions { ModelFromFilename = true }).Only.Model);
    }
}
