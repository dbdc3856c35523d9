namespace LlmWorkload.Tests.Commands;

/// <summary>
/// Names and words that are nearly right, or not at all: each is refused with exit code 2 and one line, which names what was probably meant.
/// </summary>
public sealed class WrongNameTests(QueriedDataset dataset) : IClassFixture<QueriedDataset>
{
    [Theory]
    // Commands.
    [InlineData("qery models", "there is no command 'qery'; the nearest is 'query'; expected analyze,")]
    [InlineData("anaylze log.csv --output figures", "there is no command 'anaylze'; the nearest is 'analyze'; expected")]
    [InlineData("Analyze log.csv", "there is no command 'Analyze'; the nearest is 'analyze'; expected")]
    [InlineData("dataset list", "there is no command 'dataset'; the nearest is 'datasets'; expected")]
    [InlineData("query overveiw", "there is no command 'overveiw'; the nearest is 'overview'; expected overview, models,")]
    [InlineData("query usr u1", "there is no command 'usr'; the nearest is 'user'; expected")]
    [InlineData("datasets shwo winter", "there is no command 'shwo'; the nearest is 'show'; expected list, show, drop.")]
    [InlineData("user-arivals log.csv", "there is no command 'user-arivals'; the nearest is 'user-arrivals'; expected")]
    [InlineData("compleiton bash", "there is no command 'compleiton'; the nearest is 'completion'; expected")]
    [InlineData("help qurey", "there is no command 'qurey'; the nearest is 'query'; expected")]
    [InlineData("help query modles", "there is no command 'modles'; the nearest is 'models'; expected overview,")]
    [InlineData("help query models now", "the command 'models' has no command 'now'")]
    // Options.
    [InlineData("query models --topp 3", "there is no option '--topp'; the nearest is '--top'")]
    [InlineData("query models --sortby tokens", "there is no option '--sortby'")]
    [InlineData("query users --bye tokens", "there is no option '--bye'; the nearest is '--by'")]
    [InlineData("query overview --fromat json", "there is no option '--fromat'; the nearest is '--format'")]
    [InlineData("datasets list --stroage Memory", "there is no option '--stroage'; the nearest is '--storage'")]
    [InlineData("generate --modles 3", "there is no option '--modles'; the nearest is '--models'")]
    [InlineData("tokens log.csv --fulldata", "there is no option '--fulldata'; the nearest is '--full-data'")]
    [InlineData("arrivals log.csv --peruser", "there is no option '--peruser'; the nearest is '--per-user'")]
    [InlineData("analyze log.csv --force", "there is no option '--force'; the nearest is '--force-recompute'")]
    [InlineData("help --men", "there is no option '--men'; the nearest is '--man'")]
    // Values.
    [InlineData("query models --format jsn", "--format is 'jsn'; the nearest is 'json'; expected table, json or csv.")]
    [InlineData("query models --by token", "--by is 'token'; the nearest is 'tokens'; expected one of requests, tokens, cost, failed.")]
    [InlineData("query users --by requsts", "--by is 'requsts'; the nearest is 'requests'; expected one of")]
    [InlineData("query users --by rows", "--by is 'rows'; expected one of requests, tokens, cost, failed.")]
    [InlineData("datasets list --storage RockDb", "--storage is 'RockDb'; the nearest is 'RocksDb'; expected one of RocksDb, Memory.")]
    [InlineData("diversity log.csv --size-class 10K", "--size-class is '10K'")]
    [InlineData("models log.csv --sort-by token", "--sort-by is 'token'; the nearest is 'tokens'; expected")]
    [InlineData("ingest log.csv --format requets", "--format is 'requets'; the nearest is 'requests'; expected")]
    [InlineData("ingest log.csv --format litelm", "--format is 'litelm'; the nearest is 'litellm'; expected")]
    [InlineData("ingest log.csv --time-zone Europe/Berln", "which this machine does not know; the nearest is 'Europe/Berlin'; expected")]
    [InlineData("overview log.csv --report-time-zone berlin", "which this machine does not know; the nearest is 'Europe/Berlin'; expected")]
    [InlineData("export requests-cvs --out x", "FORMAT is 'requests-cvs'; the nearest is 'requests-csv'; expected one of")]
    [InlineData("export vlm --out x", "FORMAT is 'vlm'; the nearest is 'vllm'; expected one of")]
    [InlineData("completion bsh", "SHELL is 'bsh'; the nearest is 'bash'; expected one of bash, zsh, fish.")]
    [InlineData("inspect {log} --map input_token=n", "there is no field 'input_token'; the nearest is 'input_tokens'; expected one of")]
    [InlineData("inspect {log} --unit tft=ms", "there is no time 'tft'; the nearest is 'ttft'; expected one of")]
    [InlineData("inspect {log} --unit ttft=minutes", "--unit ttft is 'minutes'; expected s, ms, us, ns")]
    // Analyses.
    [InlineData("analyze {log} --only tokns", "--only has 'tokns'; the nearest is 'tokens'; expected overview,")]
    [InlineData("analyze {log} --only overview,arival", "--only has 'arival'; the nearest is 'arrivals'; expected")]
    [InlineData("analyze {log} --skip timeline", "--skip has 'timeline'; the nearest is 'timelines'; expected")]
    [InlineData("analyze {log} --only everything", "--only has 'everything'; expected overview,")]
    // Datasets.
    [InlineData("query models --dataset wintr", "There is no dataset 'wintr'; the nearest is 'winter'. There are: winter.")]
    [InlineData("query overview --dataset Winter", "There is no dataset 'Winter'; the nearest is 'winter'. There are: winter.")]
    [InlineData("datasets show win", "There is no dataset 'win'; the nearest is 'winter'. There are: winter.")]
    [InlineData("datasets drop wnter", "There is no dataset 'wnter'; the nearest is 'winter'. There are: winter.")]
    [InlineData("tokens --dataset wintre", "There is no dataset 'wintre'; the nearest is 'winter'. There are: winter.")]
    [InlineData("export vllm --dataset witner --out x", "There is no dataset 'witner'; the nearest is 'winter'. There are: winter.")]
    [InlineData("query models --dataset spring", "There is no dataset 'spring'. There are: winter.")]
    // Models.
    [InlineData("query model alhpa", "The dataset 'winter' has no model 'alhpa'; the nearest is 'alpha'; 'llmwl query models' lists them.")]
    [InlineData("query model amma", "The dataset 'winter' has no model 'amma'; the nearest is 'gamma'; 'llmwl query models' lists them.")]
    [InlineData("query model TWIN", "'TWIN' fits 2 models of the dataset 'winter'; give more of one of them: twin (beta), twin (gamma)")]
    [InlineData("query model tw", "'tw' fits 2 models of the dataset 'winter'; give more of one of them: twin (beta), twin (gamma)")]
    [InlineData("tokens --dataset winter --models alpha,gamm,bta", "The dataset 'winter' has no model 'bta'; the nearest is 'beta'.")]
    // Users.
    [InlineData("query user @u/33", "The dataset 'winter' has no user '@u/33'; the nearest is '@u/3'; 'llmwl query users' lists the busiest.")]
    [InlineData("query user U1", "The dataset 'winter' has no user 'U1'; the nearest is 'u1'; 'llmwl query users' lists the busiest.")]
    // What is missing.
    [InlineData("tokens", "FILE is missing; expected one or more, or --dataset with a dataset's name.")]
    [InlineData("tokens --dataset winter --reload", "--reload reads files again, and no file is given.")]
    [InlineData("query users --by cost", "No request of the dataset 'winter' has a cost.")]
    [InlineData("query models --by failed", "No log of the dataset 'winter' says which requests failed.")]
    public async Task A_wrong_name_is_refused_in_one_line(string line, string message)
    {
        var words = line.Split(' ').Select(word => word == "{log}" ? dataset.Log : word).ToArray();
        string[] noState = ["help", "inspect", "generate", "completion", "compleiton", "Analyze", "qery", "dataset", "user-arivals"];
        var run = noState.Contains(words[0]) ? await CommandRun.OfAsync(words) : await dataset.AskAsync(words);
        run.IsRefused(message);
        Assert.Single(run.Error.Split('\n'), said => said.StartsWith("llmwl: ", StringComparison.Ordinal));
        Assert.True(run.Error.TrimEnd().Split('\n').Length <= 2, run.Error);
    }

    [Theory]
    [InlineData("qery models", "llmwl --help")]
    [InlineData("querry overview", "llmwl --help")]
    [InlineData("query modles", "llmwl query --help")]
    [InlineData("query models --topp 3", "llmwl query models --help")]
    public async Task The_help_that_is_named_is_of_the_command_that_was_meant(string line, string help) =>
        Assert.Contains($"'{help}' lists", (await CommandRun.OfAsync(line.Split(' '))).Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("alp", "alpha")]
    [InlineData("ALPHA", "alpha")]
    [InlineData("Gam", "gamma")]
    [InlineData("b", "beta")]
    public async Task A_model_is_found_by_its_beginning_and_in_any_case(string word, string id) => Assert.Equal(
        id, (await dataset.AskAsync("query", "model", word, "--format", "json")).Json().GetProperty("id").GetString());
}
