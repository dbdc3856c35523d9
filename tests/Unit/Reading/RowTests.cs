using System.Text;
using LlmWorkload.Reading;

namespace LlmWorkload.Tests.Reading;

public sealed class RowTests : IDisposable
{
    private const string Header = "model,user,function,started_at,completed_at,input_tokens,output_tokens,ttft,duration\n";
    private const string Good = "m,u,f,2025-09-01T00:00:00Z,2025-09-01T00:00:03Z,10,20,0.5,9\n";

    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_row_with_every_field_is_read_whole()
    {
        var expected = new LogRow("m", "u", "f", new DateTime(2025, 9, 1), 10, 20, 5_000_000, 30_000_000);
        Assert.Equal(expected, _folder.Read(Header + Good).Only);
    }

    [Theory]
    [InlineData("m,,,1,,,,,")]
    [InlineData("m,NULL,None,1,NaN,nan,NA,null,NULL")]
    public void Missing_fields_stay_missing(string row) =>
        Assert.Equal(
            new LogRow("m", null, null, DateTime.UnixEpoch.AddSeconds(1), null, null, null, null), _folder.Read(Header + row).Only);

    [Fact]
    public void Negative_numbers_are_missing() =>
        Assert.Equal(new LogRow("m", null, null, DateTime.UnixEpoch.AddSeconds(1), null, null, null, null),
            _folder.Read(Header + "m,,,1,,-1,-1.0,-1,-0.5").Only);

    [Theory]
    [InlineData("", "9", 90_000_000L)]
    [InlineData("NaN", "9", 90_000_000L)]
    [InlineData("12", "9", 20_000_000L)]
    [InlineData("10", "9", 0L)]
    [InlineData("9", "9", null)] // completed before it started: missing, whatever the duration column says
    public void Completion_counts_before_duration(string completed, string duration, long? expected) =>
        Assert.Equal(expected, _folder.Read(Header + $"m,,,10,{completed},,,,{duration}\n").Only.Duration);

    [Theory]
    [InlineData("m,u,f,,,,,,", "started_missing")]
    [InlineData("m,u,f,NaN,,,,,", "started_missing")]
    [InlineData("m,u,f,yesterday,,,,,", "started_invalid")]
    [InlineData(",u,f,1,,,,,", "model_missing")]
    [InlineData("NULL,u,f,1,,,,,", "model_missing")]
    [InlineData("m,u,f,1,soon,,,,", "completed_invalid")]
    [InlineData("m,u,f,1,,many,,,", "input_tokens_invalid")]
    [InlineData("m,u,f,1,,,1.5,,", "output_tokens_invalid")]
    [InlineData("m,u,f,1,,,,fast,", "ttft_invalid")]
    [InlineData("m,u,f,1,2,,,,long", "duration_invalid")]
    [InlineData("m,u,f,1,,,,", "field_count")]
    [InlineData("m,u,f,1,,,,,,", "field_count")]
    [InlineData("m,\"u\"x,f,1,,,,,", "unclosed_quote")]
    [InlineData("m,u,f,yesterday,soon,many,1.5,fast,long", "started_invalid")]
    [InlineData(",u,f,1,soon,,,,", "model_missing")]
    public void A_faulty_row_is_rejected_for_the_first_fault_and_leaves_no_trace(string row, string reason)
    {
        var content = _folder.Read(Header + row + "\n\n" + Good.Replace("m,u,f", "m2,u2,f2", StringComparison.Ordinal));
        Assert.Equal(
            (Path.Combine(_folder.Root, "log.csv"), 2, reason, 1, row),
            (content.OnlyRejected.Path, content.OnlyRejected.Line, content.OnlyRejected.Reason.Text, content.OnlyRejected.Lines,
            content.OnlyRejected.Raw));
        Assert.Equal("m2", content.Only.Model);
        Assert.Equal((1, 1, 1), (_folder.Models.Count, _folder.Users.Count, _folder.Functions.Count));
    }

    // It is said that the model of the option does not count beside a column of models: then it counts for no row.
    [Fact]
    public void A_row_without_a_model_is_rejected_where_a_column_has_the_models_of_others_whatever_the_option_says()
    {
        var log = _folder.Write("named.csv", Header + Good + ",u,f,2,,,,,\n");
        var content = _folder.ReadAll(log, new ReadingOptions { Model = "outside" });
        Assert.Equal("m", content.Only.Model);
        Assert.Equal("model_missing", content.OnlyRejected.Reason.Text);
    }

    [Theory]
    [InlineData("X,u,f")]
    [InlineData("m,X,f")]
    [InlineData("m,u,X")]
    public void A_text_that_is_not_UTF8_is_rejected(string texts)
    {
        var bytes = Encoding.Latin1.GetBytes(Header + texts.Replace('X', 'é') + ",1,,,,,\n" + Good);
        var content = _folder.Read(bytes);
        Assert.Equal((RejectReason.InvalidUtf8, 2L), (content.OnlyRejected.Reason, content.OnlyRejected.Line));
        Assert.Equal((1, 1, 1), (_folder.Models.Count, _folder.Users.Count, _folder.Functions.Count));
    }

    [Fact]
    public void Every_reason_has_a_text_of_its_own_in_snake_case()
    {
        var texts = RejectReason.All.Select(reason => reason.Text).ToList();
        Assert.Equal(texts.Count, texts.Distinct().Count());
        Assert.All(texts, text => Assert.Matches("^[a-z0-9]+(_[a-z0-9]+)*$", text));
        Assert.All(RejectReason.All, reason => Assert.NotEmpty(reason.Expected));
    }

    [Fact]
    public void A_raw_text_is_cut_after_a_thousand_characters()
    {
        var raw = _folder.Read(Header + "m," + new string('ü', 5_000) + ",f,bad,,,,,\n").OnlyRejected.Raw;
        Assert.Equal("m," + new string('ü', 998) + "…", raw);
        var whole = "m," + new string('u', 986) + ",f,bad,,,,,";
        Assert.Equal(whole, _folder.Read(Header + whole + "\n").OnlyRejected.Raw);
    }

    [Fact]
    public void A_batch_keeps_the_first_thousand_rejected_rows_and_counts_all()
    {
        var path = _folder.Write("log.csv", Header + string.Concat(Enumerable.Repeat("m,,,bad,,,,,\n", 1_500)));
        using var reader = _folder.Open(path);
        var batch = new RequestBatch(2_000);
        Assert.True(reader.Read(batch));
        Assert.Equal((0, 1_500, 1_000, 1_500L),
            (batch.Rows, batch.Records, batch.Rejected.Count, batch.RejectedByReason[RequestFields.Started.Invalid]));
        Assert.False(reader.Read(batch));
        Assert.Equal((0, 0, 0), (batch.Records, batch.Rejected.Count, batch.RejectedByReason.Count));
    }

    [Fact]
    public void Strict_makes_the_first_rejected_row_an_error_that_says_it_all()
    {
        var message = _folder.Fault(Header + Good + "m,u,f,1,,many,,,\n", new ReadingOptions { Strict = true }).Message;
        Assert.Contains(
            "log.csv:3: input_tokens_invalid: column input_tokens holds 'many'; expected an integer", message, StringComparison.Ordinal);
        Assert.EndsWith("The row: m,u,f,1,,many,,,", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Quoted_fields_may_hold_commas_quotes_and_line_breaks()
    {
        var content = _folder.Read("model,user,started_at\r\n\"org/Model, 35 \"\"B\"\"\",\"two\r\nlines\",\"1\"\r\n\r\nplain,bad,x\r\n");
        Assert.Equal(("org/Model, 35 \"B\"", "two\r\nlines"), (content.Only.Model, content.Only.User));
        Assert.Equal((5L, "plain,bad,x"), (content.OnlyRejected.Line, content.OnlyRejected.Raw));
    }

    [Fact]
    public void A_quote_inside_an_unquoted_field_is_text() =>
        Assert.Equal("5\" disk", _folder.Read("model,started_at\n5\" disk,1\n").Only.Model);

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_first_name() =>
        Assert.Equal("m", _folder.Read("\uFEFFmodel,started_at\r\nm,1").Only.Model);

    [Theory]
    [InlineData("sep=;\nmodel;user,x,y,z;started_at\n\"a,b\";c,d;1\n")]
    [InlineData("sep=;\r\nmodel;user,x,y,z;started_at\r\n\"a,b\";c,d;1\r\n")]
    [InlineData("sep=|\nmodel|user,x,y,z|started_at\n\"a,b\"|c,d|1\n")]
    public void A_first_line_may_name_the_separator_as_spreadsheets_do(string text)
    {
        var content = _folder.Read(text);
        Assert.Equal("a,b", content.Only.Model);
    }

    [Fact]
    public void A_first_line_that_names_no_separator_is_the_header() => _folder.Fault("sep=:\nmodel:started_at\n");

    [Fact]
    public void Batches_hold_as_many_records_as_their_capacity_whatever_is_rejected()
    {
        var rows = string.Concat(Enumerable.Range(0, 20).Select(i => i % 3 == 0 ? "m,,,bad,,,,,\n" : Good));
        Assert.Equal([7, 7, 6], _folder.Read(Header + rows).BatchRecords);
    }
}
