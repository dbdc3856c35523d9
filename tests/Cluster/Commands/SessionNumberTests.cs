using System.Globalization;

namespace LlmWorkload.Tests.Commands;

/// <summary>The session of each request, by a plain calculation from the requests as they are exported.</summary>
public sealed class SessionNumberTests : IDisposable
{
    private const int GapSeconds = 40;
    private const int Lookback = 3;

    private static readonly DateTime Start = new(2025, 1, 6, 0, 0, 0, DateTimeKind.Utc);
    private static readonly string[] Functions = ["chat", "chat_stream", "completion", "completion_stream"];

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("id")]
    [InlineData("gap")]
    [InlineData("chain")]
    public async Task Each_request_has_the_session_that_a_plain_calculation_finds(string rule)
    {
        var log = Write();
        await CheckAsync(log, rule);
        await CheckAsync(log, rule, "--model-parts", "3");
    }

    [Theory]
    [InlineData("--model", "m/1")]
    [InlineData("--user", "u3")]
    [InlineData("--from", "2025-01-06T00:05:00Z", "--to", "2025-01-06T00:20:00Z")]
    public async Task The_sessions_of_a_scope_are_those_of_a_log_with_its_requests_alone(params string[] scope) =>
        await CheckAsync(Write(), "gap", scope);

    [Fact]
    public async Task A_row_is_the_row_of_the_log_where_that_is_in_order()
    {
        var log = _workspace.Write("log.csv", "model,user_id,started_at", "m,a,0", "m,,1", "n,a,2", "m,b,3", "m,a,100", "n,a,4000");
        (await AnalyzeAsync(log, "--session-gap", "100")).Succeeds();
        Assert.Equal(["row,session,turn", "1,1,0", "3,2,0", "4,3,0", "5,1,1", "6,4,0"], Written());
        Assert.Contains("sessions/sessions.csv", _workspace.Summary().GetProperty("written").EnumerateArray().Select(
            file => file.GetString()));

        // Without the option the file of the run before goes.
        (await _workspace.AnalyzeAsync(log, "--only", "sessions", "--top", "0")).Succeeds();
        Assert.DoesNotContain("sessions/sessions.csv", _workspace.Written());
    }

    [Fact]
    public async Task A_log_without_sessions_and_users_has_no_file_and_a_note()
    {
        var run = (await AnalyzeAsync(_workspace.Write("log.csv", "model,started_at", "m,0", "m,1"))).Succeeds();
        Assert.Contains("sessions.csv is not written: no request has a session or a user.", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("sessions/sessions.csv", _workspace.Written());
    }

    private async Task CheckAsync(string log, string rule, params string[] more)
    {
        string[] options = ["--session-rule", rule, "--session-gap", $"{GapSeconds}", "--lookback", $"{Lookback}", "--chunk-records", "170"];
        (await AnalyzeAsync(log, [.. options, .. more])).Succeeds();
        var exported = Path.Combine(_workspace.Root, "exported.csv");
        (await CommandRun.OfAsync([
            "export", "requests-csv", log, "--storage", "Memory", "--out", exported, "--chunk-records", "170", .. more])).Succeeds();
        var expected = Expected(Read(await File.ReadAllTextAsync(exported)), rule);
        Assert.Contains(expected, line => line.EndsWith(",1", StringComparison.Ordinal));
        Assert.Equal(["row,session,turn", .. expected], Written());
    }

    private Task<CommandRun> AnalyzeAsync(string log, params string[] more) =>
        _workspace.AnalyzeAsync(log, ["--only", "sessions", "--top", "0", "--sessions-csv", .. more]);

    private string[] Written() => File.ReadAllLines(Path.Combine(_workspace.Figures, "sessions", "sessions.csv"));

    // Rows of all models and users, out of order and often at one instant, in which all that a rule looks at may be missing.
    private string Write()
    {
        var random = new Random(7);
        return _workspace.Write("log.csv", [
            "model,user_id,session_id,function_name,started_at,duration,input_tokens,output_tokens",
            .. Enumerable.Range(0, 1_200).Select(i =>
            {
                var second = (i + random.Next(-20, 20)) * 2;
                var started = Start.AddSeconds(Math.Max(0, second)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
                var user = random.Next(12) == 0 ? "" : $"u{random.Next(8)}";
                var session = random.Next(6) == 0 ? "" : $"s{i / 100}-{random.Next(20)}";
                var function = random.Next(15) == 0 ? "other" : Functions[random.Next(2)];
                var duration = random.Next(9) == 0 ? "" : $"{random.Next(60)}";
                var input = random.Next(15) == 0 ? "" : $"{random.Next(1, 900)}";
                var output = random.Next(15) == 0 ? "" : $"{random.Next(300)}";
                return $"m/{random.Next(3)},{user},{session},{function},{started},{duration},{input},{output}";
            })]);
    }

    private static List<Row> Read(string csv)
    {
        var table = CsvText.Table(csv);
        string[] names = ["chute_id", "user_id", "session_id", "function_name", "started_at", "completed_at", "input_tokens", "output_tokens"];
        var at = Array.ConvertAll(names, name => Array.IndexOf(table[0], name));
        return [.. table.Skip(1).Select((fields, i) => new Row(
            i + 1, fields[at[0]], fields[at[1]], fields[at[2]], fields[at[3]], Seconds(fields[at[4]])!.Value, Seconds(fields[at[5]]),
            Whole(fields[at[6]]), Whole(fields[at[7]])))];

        static double? Seconds(string text) => text.Length == 0
            ? null
            : (DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal) - Start)
                .TotalSeconds;

        static int? Whole(string text) => text.Length == 0 ? null : int.Parse(text, CultureInfo.InvariantCulture);
    }

    private static List<string> Expected(List<Row> rows, string rule)
    {
        var sessions = rows.Where(row => (rule == "id" ? row.Session : row.User).Length > 0)
            .GroupBy(row => (row.Model, Owner: rule == "id" ? row.Session : row.User))
            .SelectMany(group => rule switch
            {
                "id" => [[.. group]],
                "gap" => Gaps([.. group]),
                _ => Chains([.. group]),
            })
            .OrderBy(session => session[0].Number);
        return [.. sessions.SelectMany((session, number) => session.Select((row, turn) => (row.Number, Session: number + 1, Turn: turn)))
            .OrderBy(each => each.Number).Select(each => $"{each.Number},{each.Session},{each.Turn}")];
    }

    private static List<List<Row>> Gaps(List<Row> rows)
    {
        var sessions = new List<List<Row>>();
        foreach (var row in rows)
        {
            if (sessions.Count > 0 && row.Started - sessions[^1].Max(turn => turn.Ended ?? turn.Started) <= GapSeconds) sessions[^1].Add(row);
            else sessions.Add([row]);
        }

        return sessions;
    }

    private static List<List<Row>> Chains(List<Row> rows)
    {
        var sessions = new List<List<Row>>();
        List<Row> usable = [.. rows.Where(row => Functions.Contains(row.Function) && row.Input is not null && row.Output is not null)];
        for (var i = 0; i < usable.Count; i++)
        {
            var row = usable[i];
            var before = usable.Take(i).TakeLast(Lookback)
                .Where(each => each.Function == row.Function && each.Input + each.Output < row.Input
                    && sessions.Exists(session => ReferenceEquals(session[^1], each)))
                .OrderByDescending(each => each.Input + each.Output).FirstOrDefault();
            if (before is null) sessions.Add([row]);
            else sessions.Find(session => ReferenceEquals(session[^1], before))!.Add(row);
        }

        return sessions;
    }

    private sealed record Row(
        int Number, string Model, string User, string Session, string Function, double Started, double? Ended, int? Input, int? Output);
}
