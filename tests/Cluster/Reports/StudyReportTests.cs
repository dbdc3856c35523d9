using LlmWorkload.Tests.Commands;

namespace LlmWorkload.Tests.Reports;

/// <summary>What <c>analyze --study</c> says in sentences.</summary>
public sealed class StudyReportTests(StudiedLogs logs) : IClassFixture<StudiedLogs>
{
    [Theory]
    [InlineData("sample", 40)]
    [InlineData("rich", 45)]
    [InlineData("prefixes", 12)]
    public async Task Every_number_of_every_sentence_is_that_of_the_summary(string log, int least)
    {
        var report = await logs.ReportAsync(log);
        var findings = report.Findings.ToList();
        Assert.True(findings.Count >= least, $"{findings.Count} findings");
        Assert.All(findings, finding => AssertHolds(report, finding.Sentence, finding.Links["numbers"]));
    }

    [Theory]
    [InlineData("sample")]
    [InlineData("rich")]
    [InlineData("prefixes")]
    public async Task Every_other_number_is_that_of_the_run_and_doubts_are_those_of_the_run(string log)
    {
        var report = await logs.ReportAsync(log);
        var said = report.Opening.Take(1).Concat(report.Of("Limits")).Where(sentence => sentence.Any(char.IsAsciiDigit)).ToList();
        Assert.NotEmpty(said);
        Assert.All(said, sentence =>
        {
            var template = ReportSentences.Others.FirstOrDefault(each => each.Fits(sentence));
            Assert.True(template is not null, $"Nobody knows the numbers of this: {sentence}");
            template.AssertHolds(report.Summary(template.Folder), sentence, ReportSentences.Calculations);
        });
        Assert.Equal(report.Summary("").GetProperty("doubts").EnumerateArray().Select(doubt => doubt.GetString()), report.Of("Doubts"));
    }

    [Theory]
    [InlineData("sample")]
    [InlineData("rich")]
    [InlineData("prefixes")]
    public async Task Every_finding_has_its_n_and_every_link_leads_somewhere(string log)
    {
        var report = await logs.ReportAsync(log);
        Assert.All(report.Findings, finding =>
        {
            Assert.Contains("n = ", finding.Sentence, StringComparison.Ordinal);
            Assert.EndsWith(".", finding.Sentence, StringComparison.Ordinal);
            Assert.All(finding.Links.Values, report.AssertLeads);
            Assert.True(finding.Links.ContainsKey("figure"), $"No figure: {finding.Sentence}");
            Assert.True(finding.Links.ContainsKey("definition"));
        });
        Assert.All(report.PageAddresses, report.AssertLeads);
    }

    [Theory]
    [InlineData("sample")]
    [InlineData("rich")]
    [InlineData("prefixes")]
    public async Task The_page_says_what_the_Markdown_says(string log)
    {
        var report = await logs.ReportAsync(log);
        Assert.All(report.Sentences, each => Assert.Contains(each.Sentence, report.PageText, StringComparison.Ordinal));
        Assert.DoesNotContain("NaN", report.PageText, StringComparison.Ordinal);
        Assert.DoesNotMatch(
            @"\b1 (?:times|rows|returns|inter-arrival times|requests|users|models|dates|tokens|turns|sessions|minutes|hours|seconds|windows|pairs)\b", report.PageText);
        Assert.DoesNotMatch(@"<img(?![^>]* alt=""[^""]+"")", report.Page);
    }

    [Fact]
    public async Task Equals_have_no_first_among_them()
    {
        // 35 days from a Monday on, over two months; each user asks each model once a day, at the same hour.
        using var workspace = new Workspace();
        var rows = Enumerable.Range(0, 35).SelectMany(day => Enumerable.Range(0, 20).Select(
            i => $"m{i % 4},u{i % 5},{1_735_549_200 + (day * 86_400) + (i * 30)},100,10"));
        var log = workspace.Write("alike.csv", ["model,user_id,started_at,input_tokens,output_tokens", .. rows]);
        (await workspace.AnalyzeAsync(log, "--study", "--top", "0")).Succeeds();
        var report = new WrittenReport(workspace.Figures);
        Assert.All(report.Findings, finding => AssertHolds(report, finding.Sentence, finding.Links["numbers"]));
        foreach (var (section, words) in new[]
        {
            ("Load over time", "7 hours of the week are the busiest, all alike, Monday 09:00 UTC the first of them: each has 20 requests"),
            ("Models", "4 models have the most requests, equally many, m0 among them: each has 25 % of them"),
            ("Models", "4 models have the most input and output tokens, equally many"),
            ("Models", "In 2024-12, the first month, 4 families have the most requests, equally many, 25 % of them each"),
            ("Users", "No user sends more than 20 % of the requests, and 4 users of 5 together at least 80 %"),
            ("Tokens", "A request has 100 input tokens in the median and 100 at p99 (n ="),
            ("Tokens", "The median input of a request is 100 tokens both in 2024-12 (n = 40 requests) and in 2025-02 (n ="),
            ("Tokens", "Laws of input tokens cannot be compared: all counts above 0 are alike."),
        })
            Assert.Contains(report.Of(section), sentence => sentence.Contains(words, StringComparison.Ordinal));
        Assert.DoesNotContain(report.Of(WrittenReport.First), sentence => sentence.Contains("m0", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Requests_of_one_instant_are_no_clock_and_their_users_do_come_back()
    {
        using var workspace = new Workspace();
        var log = workspace.Write("instant.csv", [
            "model,user_id,session_id,started_at,duration,input_tokens",
            .. Enumerable.Range(0, 300).Select(i => $"m{i % 2},u{i % 5},s{i % 10},2025-01-06 00:00:00,1.5,{100 + i}")]);
        (await workspace.AnalyzeAsync(log, "--study", "--top", "0")).Succeeds();
        var report = new WrittenReport(workspace.Figures);
        Assert.All(report.Findings, finding => AssertHolds(report, finding.Sentence, finding.Links["numbers"]));
        var gaps = report.Of("What could not be told");
        foreach (var words in (string[])[
            "Laws cannot be fitted to inter-arrival times: all of them are below 1 ms, and count as 1 ms.",
            "How soon users come back to a model cannot be told: no user has ten requests to one that begin later than the one before.",
            "Times between turns cannot be told: each turn began before the turn before had ended."])
            Assert.Contains(words, gaps);
    }

    [Fact]
    public async Task Tokens_of_one_side_are_said_to_be_no_more()
    {
        using var workspace = new Workspace();
        var log = workspace.Write(
            "input.csv", ["model,started_at,input_tokens", .. Enumerable.Range(0, 60).Select(i => $"m{i % 3},{1_736_121_600 + 311 * i},{i}")]);
        (await workspace.AnalyzeAsync(log, "--study", "--top", "0")).Succeeds();
        Assert.Contains(
            "No request has output tokens: what is told of both together is of input alone.",
            new WrittenReport(workspace.Figures).Of("Limits"));
    }

    [Fact]
    public async Task Rows_whose_blocks_do_not_fit_are_a_limit_of_the_report()
    {
        using var workspace = new Workspace();
        string Row(int i, int blocks) => $"{{\"timestamp\": {i * 250}, \"input_length\": 1000, \"output_length\": 5, \"hash_ids\": ["
            + $"{string.Join(", ", Enumerable.Range(0, blocks))}]}}";
        var log = workspace.Write("blocks.jsonl", [.. Enumerable.Range(0, 40).Select(i => Row(i, i == 7 ? 9 : 2))]);
        (await workspace.AnalyzeAsync(log, "--study", "--top", "0", "--model", "m")).Succeeds();
        var report = new WrittenReport(workspace.Figures);
        Assert.Contains("1 row kept whose hash_ids do not fit their input tokens and the size of a block.", report.Of("Limits"));
        Assert.Contains("How requests fall off by the rank of models cannot be told: fewer than three models have any.",
            report.Of("What could not be told"));
    }

    [Theory]
    [InlineData("sample")]
    [InlineData("rich")]
    public async Task Five_to_eight_findings_stand_out_and_stand_in_their_sections_too(string log)
    {
        var report = await logs.ReportAsync(log);
        var first = report.Findings.Where(each => each.Section == WrittenReport.First).ToList();
        Assert.InRange(first.Count, 5, 8);
        Assert.All(first, each => Assert.Contains(report.Findings, other =>
            other.Sentence == each.Sentence && other.Section != WrittenReport.First && each.Links.ContainsKey(other.Section)));
    }

    [Fact]
    public async Task The_same_log_gives_the_same_bytes()
    {
        var report = await logs.ReportAsync("rich");
        using var again = await StudiedLogs.StudyAsync("rich");
        foreach (var file in (string[])["report.html", "report.md"])
        {
            Assert.Equal(
                await File.ReadAllBytesAsync(Path.Combine(report.Folder, file)),
                await File.ReadAllBytesAsync(Path.Combine(again.Figures, file)));
        }
    }

    [Fact]
    public async Task A_real_log_of_every_field_is_told_truly()
    {
        using var workspace = new Workspace();
        (await workspace.AnalyzeAsync(
            SharedFolder.Require("data", "rich_sample.csv"), "--models", SharedFolder.Require("data", "rich_models.json"), "--study",
            "--top", "1", "--session-rule", "chain")).Succeeds();
        var report = new WrittenReport(workspace.Figures);
        Assert.All(report.Findings, finding => AssertHolds(report, finding.Sentence, finding.Links["numbers"]));
    }

    [Fact]
    public async Task What_a_log_lacks_is_said_in_the_sections_and_at_the_end()
    {
        using var workspace = new Workspace();
        var log = workspace.Write(
            "bare.csv", ["model,started_at", .. Enumerable.Range(0, 400).Select(i => $"m{i % 2},{1_736_121_600 + 311 * i}")]);
        (await workspace.AnalyzeAsync(log, "--study", "--top", "1")).Succeeds();
        var report = new WrittenReport(workspace.Figures);
        foreach (var (section, lacking) in new[]
        {
            ("Tokens", "no request has input tokens (input_tokens) or output tokens (output_tokens)."),
            ("Latency", "no request has a time to the first token (ttft) or a duration (duration)."),
            ("Users", "no request has a user (user_id)."),
            ("Caching", "no request has a user (user_id)."), ("Sessions", "no request has a session (session_id) or a user (user_id)."),
            ("Concurrency and balance", "no request has a duration (duration)."),
        })
        {
            var gaps = report.Of(section).Where(sentence => sentence.EndsWith(lacking, StringComparison.Ordinal)).ToList();
            Assert.NotEmpty(gaps);
            Assert.Empty(gaps.Except(report.Of("What could not be told")));
        }

        Assert.All(report.Findings, finding => AssertHolds(report, finding.Sentence, finding.Links["numbers"]));
        Assert.NotEmpty(report.Of("Arrivals"));

        // 35 hours of two dates: the hours that the log does not cover are no quiet ones.
        Assert.Contains(
            "The busiest hour of the week cannot be told: the log covers too little of its dates.", report.Of("Load over time"));
        Assert.DoesNotContain(report.Of("Limits"), limit => limit.Contains("weekday", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a,2025-01-06 00:00:00")]
    [InlineData("a,2025-01-06 00:00:00", "a,2025-01-06 00:00:00", "b,2025-01-06 00:00:00")]
    public async Task A_log_of_next_to_nothing_is_told_as_such(params string[] rows)
    {
        using var workspace = new Workspace();
        var log = workspace.Write("tiny.csv", ["model,started_at", .. rows]);
        (await workspace.AnalyzeAsync(log, "--study")).Succeeds();
        var report = new WrittenReport(workspace.Figures);
        Assert.DoesNotContain("NaN", report.PageText, StringComparison.Ordinal);
        Assert.NotEmpty(report.Of("What could not be told"));
        Assert.All(report.Findings, finding => AssertHolds(report, finding.Sentence, finding.Links["numbers"]));
    }

    [Fact]
    public async Task Names_of_models_are_no_markup()
    {
        const string Hostile = "a|b*_[x](http://y)`<img src=x onerror=alert(1)>&amp;{{body}}";
        using var workspace = new Workspace();
        var log = workspace.WriteModels("log.csv", Enumerable.Range(0, 30).Select(i => i % 5 == 0 ? "plain" : Hostile));
        (await workspace.AnalyzeAsync(log, "--study", "--top", "1")).Succeeds();
        var report = new WrittenReport(workspace.Figures);
        var leader = Assert.Single(report.Of("Models"), sentence => sentence.StartsWith(
            "The model with the most requests is", StringComparison.Ordinal));
        Assert.Contains("[x](http://y)", leader, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", report.Page, StringComparison.Ordinal);
        Assert.Contains(leader, report.PageText, StringComparison.Ordinal);
        Assert.DoesNotContain(report.Sentences, each => each.Links.ContainsKey("x"));
    }

    [Theory]
    [InlineData("--top", "0", null)]
    [InlineData("--format", "svg", ".svg")]
    [InlineData("--format", "pdf", ".pdf")]
    public async Task Figures_are_led_to_as_they_were_drawn(string option, string value, string? ending)
    {
        using var workspace = new Workspace();
        var log = workspace.WriteModels("log.csv", Enumerable.Range(0, 60).Select(i => $"m{i % 3}"));
        (await workspace.AnalyzeAsync(log, "--study", option, value)).Succeeds();
        var report = new WrittenReport(workspace.Figures);
        Assert.All(report.PageAddresses, report.AssertLeads);
        var figures = report.Findings.Select(finding => finding.Links.GetValueOrDefault("figure")).OfType<string>().ToList();
        if (ending is null) Assert.Empty(figures);
        else Assert.NotEmpty(figures);
        Assert.All(figures, figure => Assert.EndsWith(ending!, figure, StringComparison.Ordinal));
        Assert.Equal(ending is not null, report.Page.Contains("<img ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_part_of_a_log_is_said_to_be_one()
    {
        using var workspace = new Workspace();
        var log = workspace.WriteModels("log.csv", Enumerable.Range(0, 60).Select(i => $"m{i % 3}"));
        (await workspace.AnalyzeAsync(log, "--study", "--top", "0", "--model", "m1", "--from", "2025-01-06")).Succeeds();
        Assert.Contains(
            "These are 20 of the log's 60 requests: those from 2025-01-06 00:00:00 on and those with the model m1.",
            new WrittenReport(workspace.Figures).Opening);
    }

    [Fact]
    public async Task The_report_is_a_file_of_the_run_and_is_of_all_that_the_folder_has()
    {
        using var workspace = new Workspace();
        var log = workspace.WriteModels("log.csv", Enumerable.Range(0, 60).Select(i => $"m{i % 3}"));
        string[] reports = ["report.html", "report.md"];
        (await workspace.AnalyzeAsync(log, "--top", "0")).Succeeds();
        Assert.Empty(Listed(workspace).Intersect(reports));
        Assert.DoesNotContain("report.html", await Gallery(workspace), StringComparison.Ordinal);

        (await workspace.AnalyzeAsync(log, "--top", "0", "--study", "--skip", "daily")).Succeeds();
        Assert.Equal(workspace.Written(), Listed(workspace));
        Assert.Equal(reports, Listed(workspace).Intersect(reports));
        Assert.Contains("\"report\": \"report.html\"", await Gallery(workspace), StringComparison.Ordinal);
        Assert.Contains("Not run: daily (analyze --study runs all).", new WrittenReport(workspace.Figures).Of("What could not be told"));
        var whole = new WrittenReport(workspace.Figures).Of("Arrivals");

        (await workspace.AnalyzeAsync(log, "--top", "0", "--only", "seasonality")).Succeeds();
        Assert.Equal(whole, new WrittenReport(workspace.Figures).Of("Arrivals"));

        var other = workspace.WriteModels("other.csv", "a", "b");
        (await workspace.AnalyzeAsync(other, "--top", "0", "--only", "overview", "--overwrite")).Succeeds();
        Assert.Empty(workspace.Written().Intersect(reports));
    }

    private static void AssertHolds(WrittenReport report, string sentence, string numbers)
    {
        var folder = numbers.Split('/')[0];
        var template = ReportSentences.Findings.FirstOrDefault(each => each.Folder == folder && each.Fits(sentence));
        Assert.True(template is not null, $"Nobody knows the numbers of this, of {folder}: {sentence}");
        template.AssertHolds(report.Summary(folder), sentence, ReportSentences.Calculations);
    }

    private static IReadOnlyList<string> Listed(Workspace workspace) =>
        [.. workspace.Summary().GetProperty("written").EnumerateArray().Select(file => file.GetString()!)];

    private static Task<string> Gallery(Workspace workspace) => File.ReadAllTextAsync(Path.Combine(workspace.Figures, "index.html"));
}
