using LlmWorkload.Reading;

namespace LlmWorkload.Tests.Reading;

/// <summary>Requests in a list that an object has, as programs write that answer in pages.</summary>
public sealed class JsonEnvelopeTests : IDisposable
{
    private const string First = """{"model":"a","started_at":"2025-01-06T09:00:00Z","input_tokens":5,"ttft_ms":250}""";
    private const string Second = """{"model":"b","started_at":"2025-01-06T09:00:01Z","input_tokens":7,"user":"u"}""";

    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData($$"""{"data":[{{First}},{{Second}}]}""")]
    [InlineData($$"""{"requests":[{{First}},{{Second}}],"next":null}""")]
    [InlineData($$"""{"object":"list","created_at":1736154000,"first_id":"x","data":[{{First}},{{Second}}],"has":{"more":[false] } }""")]
    [InlineData($$"""{"columns":["model","started_at"],"errors":[],"rows":[{{First}},{{Second}}]}""")]
    [InlineData($$"""{"usage":[{"day":1,"requests":2}],"rows":[{{First}},{{Second}}]}""")]
    [InlineData($$"""{"r\u006fws":[{{First}},{{Second}}]}""")]
    [InlineData($$"""{"data":[{{First}}],"page":1}{{"\n"}}{"data":[{{Second}}],"page":2}{{"\n"}}""")]
    [InlineData($$"""{{"\uFEFF"}}{ "data" : [{{"\n\n"}}{{First}},{{"\r\n"}}{{Second}} ] }""")]
    [InlineData($$"""{"data":[{{First}}],"errors":[{"message":"no model","timestamp":7}],"failed":[{{Second}}]}""")]
    [InlineData($$"""{"data":[{{First}}]}{{"\n"}}{"data":null,"results":[{{Second}}]}""")]
    [InlineData($$"""{"page":1,"data":[{{First}}]}{{"\n"}}{{Second}}""")]
    public void A_list_of_requests_is_read_wherever_it_stands(string text)
    {
        var content = _folder.ReadAll(_folder.Write("log.json", text));

        Assert.Equal(
            [
                new LogRow("a", null, null, new DateTime(2025, 1, 6, 9, 0, 0, DateTimeKind.Utc), 5, null, 2_500_000, null),
                new LogRow("b", "u", null, new DateTime(2025, 1, 6, 9, 0, 1, DateTimeKind.Utc), 7, null, null, null),
            ],
            content.Rows);
        Assert.Empty(content.Rejected);
    }

    [Theory]
    [InlineData($$"""{"data":[{{First}},17,null,{{Second}}]}""", "json_invalid", 2)]
    [InlineData($$"""{"data":[{{First}},{{Second}}]}{{"\n"}}{"error":"rate limited"}{{"\n"}}{"next":null}""", "no_requests", 2)]
    [InlineData($$"""{"data":[{{First}},{{Second}}]}{{"\n"}}{"data":{"items":[{{First}}] } }""", "no_requests", 1)]
    [InlineData($$"""{"data":[{{First}}]}{{"\n"}}{"data":{{First}} }{{"\n"}}{"data":[]}{{"\n"}}{"data":[{{Second}}]}""", "no_requests", 1)]
    public void What_stands_where_requests_should_is_rejected(string text, string reason, int rejected)
    {
        var content = _folder.ReadAll(_folder.Write("log.jsonl", text));

        Assert.Equal(["a", "b"], content.Rows.Select(row => row.Model));
        Assert.Equal(Enumerable.Repeat(reason, rejected), content.Rejected.Select(row => row.Reason.Text));
    }

    [Fact]
    public void Spans_that_do_not_stand_in_the_lists_of_spans_are_rejected()
    {
        const string span = """{"startTimeUnixNano":"7","attributes":[{"key":"gen_ai.request.model","value":{"stringValue":"m"}}]}""";
        string[] lines =
        [
            $$"""{"resourceSpans":[{"resource":{},"scopeSpans":[{"spans":[{{span}},7]}]},{"resource":{} }]}""",
            $$"""{"resourceSpans":[{"instrumentationLibrarySpans":[{"spans":[{{span}}]}]}]}""",
            """{"resourceSpans":[]}""",
            """{"resourceSpans":"x"}""",
            """{"resource_spans":[{"scope_spans":[]}]}""",
            """{"resourceSpans":[{"spans":[{"startTimeUnixNano":"7"}]}]}""",
            """{"model":"a","started_at":"2025-01-06T09:00:00Z","input_tokens":5}""",
        ];

        var content = _folder.ReadAll(_folder.Write("spans.jsonl", string.Join('\n', lines)));

        Assert.Equal(["m", "m"], content.Rows.Select(row => row.Model));
        Assert.Equal(
            [(1L, "json_invalid"), (4, "no_requests"), (5, "no_requests"), (6, "no_requests"), (7, "no_requests")],
            content.Rejected.Select(row => (row.Line, row.Reason.Text)));
    }

    [Fact]
    public void A_list_of_another_format_is_read_as_that_format()
    {
        var path = _folder.Write("trace.json", """{"data":[{"timestamp":1500,"input_length":3,"output_length":4,"hash_ids":[1]}]}""");
        Assert.Equal(
            new LogRow("trace", null, null, DateTime.UnixEpoch.AddSeconds(1.5), 3, 4, null, null),
            _folder.ReadAll(path, new ReadingOptions { ModelFromFilename = true }).Only);
    }

    [Fact]
    public void A_page_of_the_API_of_Langfuse_is_read_as_its_exports_are()
    {
        var path = _folder.Write("page.json", """
            {"data":[{"type":"GENERATION","startTime":"2025-01-06T09:00:00Z","endTime":"2025-01-06T09:00:02Z","model":"m","level":"ERROR",
              "completionStartTime":"2025-01-06T09:00:00.25Z","usageDetails":{"input":3,"input_cached_tokens":2,"output":4,"total":9},
              "promptTokens":5},
             {"type":"SPAN","startTime":"2025-01-06T09:00:00Z"}],"meta":{"page":1}}
            """);
        Assert.Equal(
            new LogRow("m", null, null, new DateTime(2025, 1, 6, 9, 0, 0, DateTimeKind.Utc), 5, 4, 2_500_000, 20_000_000) { Failed = true },
            _folder.ReadAll(path).Only);
    }

    [Fact]
    public void What_the_user_says_of_names_holds_for_the_elements()
    {
        var options = new ReadingOptions
        {
            Mapping = MappingOptions.None with
            {
                Columns = new Dictionary<string, string> { ["started"] = "when", ["input_tokens"] = "usage.prompt", ["model"] = "who" },
            },
        };
        var path = _folder.Write("log.json", """{"page":1,"data":[{"who":"m","when":2,"usage":{"prompt":9}}]}""");
        Assert.Equal(("m", 9L), (_folder.ReadAll(path, options).Only.Model, _folder.ReadAll(path, options).Only.InputTokens!.Value));
    }

    [Fact]
    public void A_log_longer_than_its_first_block_is_read_whole_and_from_any_place()
    {
        const int Requests = 3_000;
        var elements = Enumerable.Range(0, Requests).Select(
            n => $$"""{"model":"m{{n % 7}}","started_at":{{n}},"input_tokens":{{n}},"note":"longer than needed"}""");
        var path = _folder.Write("log.json", $$"""{"data":[{{string.Join(",\n", elements)}}],"total":{{Requests}}}""");
        var whole = _folder.ReadAll(path);
        Assert.Equal(Requests, whole.Rows.Count);
        Assert.Equal(Enumerable.Range(0, Requests).Select(n => (long?)n), whole.Rows.Select(row => row.InputTokens));

        using var reader = _folder.Open(path);
        var (before, batch) = (new LogContent(), new RequestBatch(1_000));
        while (reader.Read(batch))
        {
            before.Add(batch, _folder);
            Assert.Equal(whole.Rows, before.Rows.Concat(_folder.ReadAll(path, resumeAt: reader.Position).Rows));
        }
    }

    [Fact]
    public void What_is_rejected_within_lists_is_rejected_once_wherever_a_chunk_ends()
    {
        var lines = Enumerable.Range(0, 9).Select(line => line % 4 == 3 ? "{\"next\":1}" : $"{{\"data\":[7,{First},null,{Second}],"
            + $"\"failed\":[{Second},8]}}");
        var path = _folder.Write("log.jsonl", string.Join('\n', lines));
        var whole = _folder.ReadAll(path);
        Assert.Equal((21, 23), (whole.Rows.Count, whole.Rejected.Count));

        using var reader = _folder.Open(path);
        var (before, batch) = (new LogContent(), new RequestBatch(2));
        while (reader.Read(batch))
        {
            before.Add(batch, _folder);
            var behind = _folder.ReadAll(path, resumeAt: reader.Position);
            Assert.Equal(whole.Rows, before.Rows.Concat(behind.Rows));
            Assert.Equal(whole.Rejected.Select(row => (row.Line, row.Reason)),
                before.Rejected.Concat(behind.Rejected).Select(row => (row.Line, row.Reason)));
        }
    }

    [Fact]
    public void A_line_that_is_cut_has_the_requests_before_the_cut_and_is_rejected()
    {
        var content = _folder.ReadAll(_folder.Write("log.json", $$"""{"data":[{{First}},{"model":"a","star"""));
        Assert.Equal("a", content.Only.Model);
        Assert.Equal(RejectReason.Json, content.OnlyRejected.Reason);
    }

    [Theory]
    [InlineData("{\"data\":[{\"model\":\"a\",\"started_at\":1},\n{\"model\":", "line 1: the JSON value that begins there has no end")]
    [InlineData("""{"page":{"size":10},"dat""", "line 1: the JSON value that begins there has no end")]
    [InlineData("""{"data":[{"who":"a","when":1}]}""", "no column for the start instant")]
    [InlineData("""{"timestamp":1,"messages":[{"role":"user","timestamp":1}]}""", "Names found: timestamp, messages.")]
    [InlineData("""{"data":["a","b"]}""", "no column for the start instant")]
    [InlineData("""{"a.b":[{"model":"a","started_at":1}]}""", "no column for the start instant")]
    public void What_is_cut_or_has_no_requests_is_told_so(string text, string words) =>
        Assert.Contains(words, _folder.Fault(System.Text.Encoding.UTF8.GetBytes(text), name: "log.json").Message, StringComparison.Ordinal);
}
