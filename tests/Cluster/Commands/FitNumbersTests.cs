using System.Text.Json;

namespace LlmWorkload.Tests.Commands;

/// <summary>Burstiness, fits and popularity of small logs, with the numbers that the pages compute by hand.</summary>
public sealed class FitNumbersTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Two_models_have_a_Zipf_law_and_one_user_has_none()
    {
        (await AnalyzeAsync("popularity", [], "a,u,0,", "a,u,1,", "a,u,2,", "a,u,3,", "b,u,4,")).Succeeds();

        var json = Summary("popularity");
        var models = json.GetProperty("models_by_requests");
        Assert.Equal((2, 5), (models.GetProperty("entities").GetInt32(), models.GetProperty("total").GetInt32()));
        Assert.Equal(2, models.GetProperty("exponent").GetDouble(), 1e-12);
        Assert.Equal((4 * Math.Log(0.8)) + Math.Log(0.2), models.GetProperty("log_likelihood").GetDouble(), 1e-12);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("models_by_tokens").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("users_by_requests").ValueKind);
        Assert.Equal(["popularity/models_by_requests.png"], Pictures());
        Assert.Equal(["rank", "requests", "zipf"], Table("popularity/models_by_requests.csv")[0]);
    }

    [Fact]
    public async Task Four_requests_have_variation_and_memory_and_no_index()
    {
        (await AnalyzeAsync("burstiness", [], "m,u,0,", "m,u,1,", "m,u,4,", "m,u,6,", "few,u,2,", "few,u,3,")).Succeeds();

        var model = Summary("burstiness").GetProperty("models")[0];
        Assert.Equal(Math.Sqrt(6) / 6, model.GetProperty("cv").GetDouble(), 1e-15);
        Assert.Equal(-1, model.GetProperty("memory").GetDouble(), 1e-15);
        Assert.Equal((6, 0.5), (model.GetProperty("dispersion")[0].GetProperty("bins").GetInt32(),
            model.GetProperty("dispersion")[0].GetProperty("mean").GetDouble()));
        Assert.Equal(JsonValueKind.Null, model.GetProperty("dispersion")[0].GetProperty("index").ValueKind);
        Assert.Equal(["few: fewer than 3 requests"], Skipped("burstiness"));

        // Of all: 0, 1, 2, 3, 4 and 6 s, one user.
        var all = Summary("burstiness").GetProperty("all");
        Assert.Equal((6, Math.Sqrt((5 * 8) - 36) / 6), (all.GetProperty("requests").GetInt32(), all.GetProperty("cv").GetDouble()));
        Assert.Equal(1, Summary("burstiness").GetProperty("users").GetProperty("cv").GetProperty("n").GetInt32());
        Assert.Empty(Pictures());
    }

    [Fact]
    public async Task Two_models_are_compared_by_rate_and_one_is_not()
    {
        (await AnalyzeAsync("burstiness", [], "a,u,0,", "a,u,1,", "a,u,4,", "b,u,0,", "b,u,2,", "b,u,4,")).Succeeds();

        Assert.Equal(["burstiness/cv_by_rate.png"], Pictures());
        Assert.Equal(["a,a,0.75,0.5", "b,b,0.75,0"], Table("burstiness/cv_by_rate.csv").Skip(1).Select(row => string.Join(',', row)));
    }

    [Fact]
    public async Task Windows_have_the_width_that_is_asked_for()
    {
        string[] log = [.. Enumerable.Range(0, 40).Select(second => $"m,u,{second},")];
        (await AnalyzeAsync("burstiness", ["--cv-window", "20"], log)).Succeeds();

        var all = Summary("burstiness").GetProperty("all");
        Assert.Equal((20, 2), (all.GetProperty("window_seconds").GetInt32(), all.GetProperty("windows").GetInt32()));
        Assert.Equal((0.0, 0.0), (all.GetProperty("window_cv").GetProperty("max").GetDouble(), all.GetProperty("share_cv_above_1").GetDouble()));
    }

    [Fact]
    public async Task Two_inter_arrival_times_have_fits_where_two_are_enough()
    {
        (await AnalyzeAsync("arrival-fits", ["--min-fit", "2"], "m,u,0,", "m,u,1,", "m,u,4,")).Succeeds();

        var all = Summary("arrival_fits").GetProperty("all");
        Assert.Equal(0.5, all.GetProperty("exponential").GetProperty("parameters").GetProperty("rate").GetDouble(), 1e-15);
        Assert.Equal(1 - Math.Exp(-0.5), all.GetProperty("exponential").GetProperty("ks").GetDouble(), 1e-15);
        Assert.Equal(Math.Log(3) / 2, all.GetProperty("lognormal").GetProperty("parameters").GetProperty("mu").GetDouble(), 1e-15);
        Assert.Equal(
            ["arrival_fits/inter_arrival_ccdf.png", "arrival_fits/m/inter_arrival_ccdf.png"], Pictures());
        Assert.Equal(
            ["inter_arrival_seconds", "measured", "exponential", "gamma", "weibull", "lognormal"],
            Table("arrival_fits/inter_arrival_ccdf.csv")[0]);
    }

    [Fact]
    public async Task Too_few_values_for_a_fit_are_said_to_be_so()
    {
        (await AnalyzeAsync("arrival-fits,token-fits", [], "m,u,0,1", "m,u,1,3", "m,u,4,0")).Succeeds();

        Assert.Equal(JsonValueKind.Null, Summary("arrival_fits").GetProperty("all").ValueKind);
        Assert.Equal(["m: 2 inter-arrival times; a fit needs 100"], Skipped("arrival_fits"));
        Assert.Equal(JsonValueKind.Null, Summary("token_fits").GetProperty("all").GetProperty("input_tokens").ValueKind);
        Assert.Equal(["m: 2 counts of input tokens and 0 of output tokens above 0; a fit needs 100"], Skipped("token_fits"));
        Assert.Empty(Pictures());
    }

    [Fact]
    public async Task Two_token_counts_have_fits_where_two_are_enough()
    {
        (await AnalyzeAsync("token-fits", ["--min-fit", "2"], "m,u,0,1", "m,u,1,3", "m,u,4,0")).Succeeds();

        var input = Summary("token_fits").GetProperty("all").GetProperty("input_tokens");
        Assert.Equal((2, 1, 2), (input.GetProperty("n").GetInt32(), input.GetProperty("zeros").GetInt32(),
            input.GetProperty("distinct").GetInt32()));
        Assert.Equal(1 - Math.Exp(-0.25), input.GetProperty("exponential").GetProperty("ks").GetDouble(), 1e-15);
        Assert.Equal(JsonValueKind.Null, input.GetProperty("pareto_tail").ValueKind);
        Assert.Equal(JsonValueKind.Null, Summary("token_fits").GetProperty("all").GetProperty("output_tokens").ValueKind);
        Assert.Equal(["token_fits/input_tokens_ccdf.png", "token_fits/m/input_tokens_ccdf.png"], Pictures());
    }

    [Fact]
    public async Task Without_token_counts_their_fits_are_unavailable()
    {
        (await AnalyzeAsync("token-fits", [], "m,u,0,", "m,u,1,")).Succeeds();

        Assert.Equal(
            ["input_tokens", "output_tokens"],
            Summary("token_fits").GetProperty("unavailable").EnumerateArray().Select(column => column.GetString()));
        Assert.Empty(Pictures());
    }

    [Fact]
    public async Task A_lone_request_has_nothing_to_fit()
    {
        (await AnalyzeAsync("burstiness,arrival-fits,token-fits,popularity", [], "m,u,0,7")).Succeeds();

        Assert.Equal(JsonValueKind.Null, Summary("burstiness").GetProperty("all").GetProperty("cv").ValueKind);
        Assert.Equal(JsonValueKind.Null, Summary("arrival_fits").GetProperty("all").ValueKind);
        Assert.Equal(JsonValueKind.Null, Summary("popularity").GetProperty("models_by_requests").ValueKind);
        Assert.Empty(Pictures());
    }

    // Requests as model, user, seconds and input tokens.
    private Task<CommandRun> AnalyzeAsync(string analyses, string[] options, params string[] rows) => _workspace.AnalyzeAsync(
        _workspace.Write("log.csv", ["model,user_id,started_at,input_tokens", .. rows.Select(row => row.Split(',')).Select(
            row => $"{row[0]},{row[1]},{1_736_121_600 + int.Parse(row[2], null)},{row[3]}")]),
        ["--only", analyses, .. options]);

    private JsonElement Summary(string folder) => _workspace.Json($"{folder}/summary.json");

    private IEnumerable<string> Skipped(string folder) => Summary(folder).GetProperty("skipped").EnumerateArray().Select(
        model => $"{model.GetProperty("id").GetString()}: {model.GetProperty("reason").GetString()}");

    private IEnumerable<string> Pictures() => _workspace.Written().Where(file =>
        file.EndsWith(".png", StringComparison.Ordinal) && !file.StartsWith("thumbnails/", StringComparison.Ordinal));

    private IReadOnlyList<string[]> Table(string file) => CsvText.Table(File.ReadAllText(Path.Combine(_workspace.Figures, file)));
}
