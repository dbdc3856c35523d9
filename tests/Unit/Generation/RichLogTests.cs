using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LlmWorkload.Generation;

namespace LlmWorkload.Tests.Generation;

/// <summary>Logs with sessions, cached tokens, instances and failures.</summary>
public sealed class RichLogTests
{
    private const string RichColumns = ",cached_tokens,instance_id,session_id,status,queue_time,cost,label";

    private static readonly GeneratorOptions Plain = new() { Rows = 60_000, Users = 300, Models = 12, Days = 3, Seed = 42 };
    private static readonly Lazy<List<Row>> Rows = new(() => [.. Lines(Plain with { Rich = true }).Skip(1).Select(Row.Parse)]);

    private static IEnumerable<List<Row>> Sessions => Rows.Value.Where(row => row.Session != "").GroupBy(row => row.Session)
        .Select(session => session.ToList());

    [Fact]
    public void The_bytes_of_a_seed_stay_what_they_were_on_every_machine()
    {
        // Taken on Linux x64 with .NET 10. It changes only when the generator is changed on purpose.
        var bytes = GeneratedRow.Bytes(Plain with { Rich = true });

        Assert.Equal("1134323d034e0a05a2a80d8ed148b5a048918494bce4a5f58e4c1a02e6b91abe", Convert.ToHexStringLower(SHA256.HashData(bytes)));

        // Columns that came later have not changed those that were there.
        var earlier = string.Concat(Lines(Plain with { Rich = true }).Select(line => string.Join(',', line.Split(',').Take(13)) + "\n"));
        Assert.Equal(
            "dcf497474314b7ed9282d9f02766744c9dc2e71277827800cf39a397f483ceb3",
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(earlier))));
    }

    [Fact]
    public void A_request_waits_for_a_part_of_its_time_to_first_token_and_a_quarter_of_them_for_long()
    {
        var waits = Rows.Value.Where(row => row.Ttft != "")
            .Select(row => row.Queue / double.Parse(row.Ttft, CultureInfo.InvariantCulture)).ToList();
        Assert.All(waits, share => Assert.InRange(share, 0, 0.601));

        // Of the quarter, one in sixty waits for no longer than the others do.
        Assert.Equal(0.25 * 59 / 60, waits.Count(share => share > 0.0101) / (double)waits.Count, 0.01);
    }

    [Fact]
    public void A_cost_follows_from_the_tokens_by_the_price_of_the_model()
    {
        Assert.All(Rows.Value.Where(row => row.Status != "ok"), row => Assert.Equal(0, row.Cost));
        foreach (var model in Rows.Value.Where(row => row is { Status: "ok", Output: not null }).GroupBy(row => row.Model))
        {
            var prices = model.Select(row => row.Cost / (row.Input - (0.9m * row.Cached) + (4 * row.Output!.Value))).ToList();
            Assert.InRange(prices.Min(), 0.00000001m, 0.000005m);

            // A tenth of what is cached is a whole number of 10⁻⁹ dollars.
            Assert.InRange(prices.Max() / prices.Min(), 1, 1.01m);
        }
    }

    [Fact]
    public void A_label_is_the_team_of_the_user()
    {
        Assert.Equal(13, Rows.Value.Select(row => row.Label).Distinct().Count());
        Assert.Contains("", Rows.Value.Select(row => row.Label));
        Assert.All(
            Rows.Value.Where(row => row.User != "").GroupBy(row => row.User),
            user => Assert.Single(user.Select(row => row.Label).Distinct()));
    }

    [Fact]
    public void Who_asks_which_model_and_when_is_the_same_as_in_a_plain_log()
    {
        var (plain, rich) = (Lines(Plain), Lines(Plain with { Rich = true }));

        Assert.Equal(plain[0] + RichColumns, rich[0]);
        Assert.Equal(plain.Skip(1).Select(Asked), rich.Skip(1).Select(Asked));

        static string Asked(string line) => string.Join(',', line.Split(',').Take(5));
    }

    [Fact]
    public void A_session_is_of_one_user_one_model_and_one_instance() => Assert.All(Sessions, session =>
    {
        Assert.InRange(session.Where(row => row.User != "").Select(row => row.User).Distinct().Count(), 0, 1);
        Assert.Single(session.Select(row => (row.Model, row.Instance)).Distinct());
        Assert.All(session, row => Assert.StartsWith("chat", row.Function));
    });

    [Fact]
    public void Turns_grow_and_what_was_said_before_is_mostly_cached()
    {
        Assert.All(Rows.Value, row => Assert.InRange(row.Cached, 0, row.Input));
        Assert.All(Sessions, session => Assert.Equal(0, session[0].Cached));
        var turns = Sessions.SelectMany(session => session.Zip(session.Skip(1))).ToList();
        Assert.True(turns.Count > 5_000);
        Assert.All(turns, turn => Assert.InRange(turn.Second.Input, turn.First.Input + (turn.First.Output ?? 0) + 1, 131_072));

        // Of a context, all whole blocks of 16 tokens; its output is not in the log where it is missing.
        var cached = turns.Where(turn => turn.Second.Cached > 0).ToList();
        Assert.InRange(cached.Count / (double)turns.Count, 0.8, 0.97);
        Assert.All(cached.Where(turn => turn.First.Output is not null), turn =>
            Assert.Equal((turn.First.Input + turn.First.Output!.Value) / 16 * 16, turn.Second.Cached));
    }

    [Fact]
    public void A_few_requests_fail_without_output_or_with_none()
    {
        var failed = Rows.Value.Where(row => row.Status != "ok").ToList();

        Assert.Equal(["error", "ok", "timeout"], Rows.Value.Select(row => row.Status).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(0.015, failed.Count / (double)Rows.Value.Count, 0.003);
        Assert.All(failed, row => Assert.Equal((0, ""), (row.Output ?? 0, row.Ttft)));
        Assert.Equal(["", "0"], failed.Select(row => $"{row.Output}").Distinct().Order(StringComparer.Ordinal));
        Assert.All(Rows.Value.Where(row => row.Status == "ok"), row => Assert.NotEqual(0, row.Output));
    }

    [Fact]
    public void The_busiest_model_has_the_most_instances()
    {
        var models = Rows.Value.GroupBy(row => row.Model).OrderByDescending(model => model.Count())
            .Select(model => model.Select(row => row.Instance).Distinct().ToList()).ToList();

        Assert.Equal(models.Max(instances => instances.Count), models[0].Count);
        Assert.Equal(models.Sum(instances => instances.Count), models.SelectMany(instances => instances).Distinct().Count());
    }

    private static string[] Lines(GeneratorOptions options) =>
        Encoding.UTF8.GetString(GeneratedRow.Bytes(options)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private sealed record Row(
        string Model, string Function, string User, int Input, int? Output, string Ttft, int Cached, string Instance, string Session,
        string Status, double Queue, decimal Cost, string Label)
    {
        public static Row Parse(string line)
        {
            var fields = line.Split(',');
            Assert.Equal(16, fields.Length);
            return new Row(fields[1], fields[2], fields[3], Number(fields[6]), fields[7] == "" ? null : Number(fields[7]), fields[8],
                Number(fields[9]), fields[10], fields[11], fields[12],
                double.Parse(fields[13], CultureInfo.InvariantCulture), decimal.Parse(fields[14], CultureInfo.InvariantCulture),
                fields[15]);
        }

        private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
    }
}
