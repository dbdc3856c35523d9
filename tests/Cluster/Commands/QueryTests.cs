using System.Text.Json;
using System.Text.RegularExpressions;

namespace LlmWorkload.Tests.Commands;

/// <summary>Every question, in every format.</summary>
public sealed partial class QueryTests(QueriedDataset dataset) : IClassFixture<QueriedDataset>
{
    public static TheoryData<string, int, int> Questions => new()
    {
        // The question, and the columns and records of its CSV.
        { "query overview", 4, 55 },
        { "query models", 8, 3 },
        { "query models --top all", 8, 3 },
        { "query models --top 1", 8, 1 },
        { "query models --top 0", 8, 0 },
        { "query model alpha", 16, 4 },
        { "query users", 5, 3 },
        { "query users --top all", 5, 3 },
        { "query users --top 2", 5, 2 },
        { "query users --top 0", 5, 0 },
        { "query user u1", 16, 3 },
        { "query datasets", 7, 1 },
        { "query cluster", 7, 1 },
        { "datasets list", 7, 1 },
        { "datasets show winter", 9, 1 },
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Every_question_is_answered_as_a_table_as_JSON_and_as_CSV(string question, int columns, int records)
    {
        var words = question.Split(' ');
        var table = (await dataset.AskAsync(words)).Succeeds();
        Assert.Contains('╭', table.Output);
        Assert.DoesNotContain('\u001b', table.Output);
        Assert.Empty(table.Error);
        Assert.All(Names((await dataset.AskAsync([.. words, "--format", "json"])).Json()), name => Assert.Matches(SnakeCase(), name));
        var csv = (await dataset.AskAsync([.. words, "--format", "csv"])).Csv();
        Assert.Equal((columns, records), (csv[0].Length, csv.Count - 1));
        Assert.All(csv[0], name => Assert.Matches(SnakeCase(), name));
    }

    [Fact]
    public async Task A_model_is_described_as_one_object()
    {
        var model = (await dataset.AskAsync("query", "model", "alpha", "--format", "json")).Json();
        Assert.Equal("winter", model.GetProperty("dataset").GetString());
        Assert.Equal("alpha", model.GetProperty("id").GetString());
        Assert.Equal((3L, 2L), (model.GetProperty("requests").GetInt64(), model.GetProperty("users").GetInt64()));
        Assert.Equal(60, model.GetProperty("total_input_tokens").GetInt64());
        Assert.Equal("2025-01-06T00:00:00.0000000Z", model.GetProperty("first").GetString());
        var input = model.GetProperty("input_tokens");
        Assert.Equal(
            (20.0, 20.0, 30.0),
            (input.GetProperty("mean").GetDouble(), input.GetProperty("median").GetDouble(), input.GetProperty("max").GetDouble()));
        Assert.Equal(4, model.GetProperty("duration").GetProperty("median").GetDouble()); // of 2, 4 and 6 s
    }

    [Fact]
    public async Task A_user_is_described_as_one_object_with_the_models_asked()
    {
        var user = (await dataset.AskAsync("query", "user", "u1", "--format", "json")).Json();
        Assert.Equal(3, user.GetProperty("requests").GetInt64());
        Assert.Equal([("alpha", "alpha", 2L), ("beta", "twin", 1L)], user.GetProperty("models").EnumerateArray().Select(model =>
            (model.GetProperty("id").GetString()!, model.GetProperty("name").GetString()!, model.GetProperty("requests").GetInt64())));
        Assert.Equal(15, user.GetProperty("inter_arrival_seconds").GetProperty("mean").GetDouble()); // of 10 and 20 s
        Assert.Equal([2], user.GetProperty("models_per_window").EnumerateArray().Select(models => models.GetInt32()));
    }

    [Fact]
    public async Task An_overview_is_what_is_asked_first_and_the_summary_of_its_folder()
    {
        var overview = (await dataset.AskAsync("query", "overview", "--format", "json")).Json();
        Assert.Equal(
            ["requests", "users", "models", "first", "last", "span_seconds", "requests_per_second", "busiest_minute",
                "input_tokens", "output_tokens", "input_tokens_per_second", "output_tokens_per_second", "tokens_per_second", "ttft", "tpot",
                "e2e", "models_by_requests", "models_by_tokens", "users_by_requests", "users_by_tokens", "doubts", "rows",
                "distinct_instants", "time_resolution_seconds", "columns", "categories", "numeric", "by_hour", "by_date", "by_minute"],
            overview.EnumerateObject().Select(member => member.Name));
        Assert.Equal((5L, 50.0), (overview.GetProperty("rows").GetInt64(), overview.GetProperty("span_seconds").GetDouble()));
    }

    [Fact]
    public async Task A_dataset_is_shown_with_what_was_rejected()
    {
        var file = (await dataset.AskAsync("datasets", "show", "winter", "--format", "json")).Json().GetProperty("files")[0];
        Assert.Equal(("log.csv", 5L, true),
            (file.GetProperty("name").GetString(), file.GetProperty("rows").GetInt64(), file.GetProperty("complete").GetBoolean()));
        Assert.Equal(1, file.GetProperty("rejected").GetProperty("field_count").GetInt64());
        Assert.Contains("field_count 1", (await dataset.AskAsync("datasets", "show", "winter")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_whose_id_has_odd_characters_is_found() =>
        Assert.Equal("@u/3", (await dataset.AskAsync("query", "user", "@u/3", "--format", "json")).Json().GetProperty("user").GetString());

    [Fact]
    public async Task A_model_is_found_by_its_id_though_its_name_is_not_its_own() =>
        Assert.Equal("gamma", (await dataset.AskAsync("query", "model", "gamma", "--format", "json")).Json().GetProperty("id").GetString());

    [Fact]
    public async Task A_name_that_two_models_share_is_refused_with_their_ids() =>
        (await dataset.AskAsync("query", "model", "twin")).IsRefused("2 models of the dataset 'winter' are called 'twin'", "beta, gamma");

    [Fact]
    public async Task An_unknown_model_is_refused() =>
        (await dataset.AskAsync("query", "model", "delta")).IsRefused("The dataset 'winter' has no model 'delta'", "llmwl query models");

    [Fact]
    public async Task An_unknown_user_is_refused() =>
        (await dataset.AskAsync("query", "user", "nobody")).IsRefused("The dataset 'winter' has no user 'nobody'", "llmwl query users");

    [Theory]
    [InlineData("query models --dataset summer")]
    [InlineData("query overview --dataset summer")]
    [InlineData("datasets show summer")]
    [InlineData("datasets drop summer")]
    public async Task An_unknown_dataset_is_refused_with_those_that_there_are(string line) =>
        (await dataset.AskAsync(line.Split(' '))).IsRefused("There is no dataset 'summer'. There are: winter.");

    private static IEnumerable<string> Names(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Names(member.Value).Prepend(member.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Names),
        _ => [],
    };

    [GeneratedRegex("^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
    private static partial Regex SnakeCase();
}
