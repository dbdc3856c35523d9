using System.Security.Cryptography;
using CsCheck;
using LlmWorkload.Generation;

namespace LlmWorkload.Tests.Generation;

public sealed class LogGeneratorTests
{
    private static readonly GeneratorOptions Week = new() { Rows = 200_000, Users = 1000, Models = 30, Days = 7, Seed = 42 };
    private static readonly Lazy<List<GeneratedRow>> WeekRows = new(() => GeneratedRow.All(Week));

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_gives_others()
    {
        var options = Week with { Rows = 20_000 };
        var first = GeneratedRow.Bytes(options);

        Assert.Equal(first, GeneratedRow.Bytes(options with { }));
        Assert.NotEqual(first, GeneratedRow.Bytes(options with { Seed = 43 }));
    }

    [Fact]
    public void The_bytes_of_a_seed_stay_what_they_were_on_every_machine()
    {
        // Taken on Linux x64 with .NET 10. It changes only when the generator is changed on purpose.
        var hash = Convert.ToHexStringLower(SHA256.HashData(GeneratedRow.Bytes(Week with { Rows = 20_000 })));

        Assert.Equal("3ca2aac41f535201799e3a35f95e2138220682132774bffe92545b9208c2e04f", hash);
    }

    [Fact]
    public void A_generator_writes_the_same_every_time()
    {
        var generator = new LogGenerator(Week with { Rows = 1000 });
        using var first = new MemoryStream();
        using var second = new MemoryStream();

        generator.Write(first);
        generator.Write(second);

        Assert.Equal(first.ToArray(), second.ToArray());
    }

    [Fact]
    public void Any_options_give_exactly_the_rows_asked_for_in_order_of_time()
    {
        Gen.Select(Gen.Long[1, 3000], Gen.Int[1, 500], Gen.Int[1, 50], Gen.Double[0.001, 400], Gen.ULong)
            .Sample((rows, users, models, days, seed) =>
        {
            var log = GeneratedRow.All(new GeneratorOptions { Rows = rows, Users = users, Models = models, Days = days, Seed = seed });
            return log.Count == rows
                && log.Zip(log.Skip(1)).All(pair => pair.First.Started <= pair.Second.Started)
                && log.Select(row => row.Model).Distinct().Count() <= models
                && log.Select(row => row.User).Where(user => user != "").Distinct().Count() <= users;
        }, iter: 60);
    }

    [Fact]
    public void Rows_of_many_slices_are_in_order_too()
        => Assert.All(WeekRows.Value.Zip(WeekRows.Value.Skip(1)), pair => Assert.True(pair.First.Started <= pair.Second.Started));

    [Fact]
    public void The_log_begins_at_the_start_and_lasts_about_as_long_as_asked()
    {
        var rows = WeekRows.Value;

        Assert.InRange(rows[0].Started - Week.Start, TimeSpan.Zero, TimeSpan.FromMinutes(5));
        Assert.InRange((rows[^1].Started - Week.Start).TotalDays, 6.8, 7.2);
    }

    [Fact]
    public void Nearly_every_user_and_every_model_has_requests_in_a_long_log()
    {
        // The rarest user expects 18 requests, in bursts of several.
        Assert.InRange(Named().Select(row => row.User).Distinct().Count(), 980, Week.Users);
        Assert.Equal(Week.Models, WeekRows.Value.Select(row => row.Model).Distinct().Count());
    }

    [Fact]
    public void Ids_are_UUIDs_and_those_of_requests_are_unique()
    {
        Assert.All(WeekRows.Value, row =>
        {
            Assert.True(Guid.TryParseExact(row.Id, "D", out var id) && id.Version == 4);
            Assert.True(Guid.TryParseExact(row.Model, "D", out _));
            Assert.True(row.User == "" || Guid.TryParseExact(row.User, "D", out _));
        });
        Assert.Equal(Week.Rows, WeekRows.Value.Select(row => row.Id).Distinct().Count());
    }

    [Fact]
    public void The_busiest_users_have_the_shares_of_Zipfs_law()
    {
        // Shares of ranks 1 and 2 among 1000 for exponent 1.1: 1/H and 2^-1.1/H with H = sum of r^-1.1.
        var sum = Enumerable.Range(1, 1000).Sum(rank => Math.Pow(rank, -1.1));
        var shares = Named().GroupBy(row => row.User).Select(user => user.Count() / (double)Named().Count()).OrderDescending().ToArray();

        Assert.Equal(1 / sum, shares[0], 0.02);
        Assert.Equal(Math.Pow(2, -1.1) / sum, shares[1], 0.02);
        Assert.InRange(shares.Take(100).Sum(), 0.6, 0.9);
    }

    [Fact]
    public void A_few_models_get_most_requests()
    {
        var shares = WeekRows.Value.GroupBy(row => row.Model).Select(model => model.Count() / (double)Week.Rows)
            .OrderDescending().ToArray();

        Assert.InRange(shares[0], 0.1, 0.6);
        Assert.InRange(shares.Take(6).Sum(), 0.4, 0.95);
    }

    [Fact]
    public void A_user_has_at_most_five_favourite_models()
    {
        foreach (var user in Named().GroupBy(row => row.User).Where(user => user.Count() >= 500))
        {
            var models = user.GroupBy(row => row.Model).Select(model => model.Count()).OrderDescending();
            Assert.InRange(models.Take(5).Sum() / (double)user.Count(), 0.85, 1);
        }
    }

    [Fact]
    public void Users_send_in_bursts()
    {
        // Gamma gaps of shape 1/4 have a coefficient of variation of 2; the rhythm of the day adds to it.
        var busy = Named().GroupBy(row => row.User).Where(user => user.Count() >= 1000).ToArray();

        Assert.True(busy.Length >= 10);
        Assert.All(busy, user => Assert.InRange(VariationOfGaps([.. user.Select(row => row.Started)]), 1.6, 3.2));
    }

    [Fact]
    public void Days_and_weeks_have_a_rhythm()
    {
        var rows = WeekRows.Value;
        var night = rows.Count(row => row.Started.Hour is >= 2 and < 5);
        var day = rows.Count(row => row.Started.Hour is >= 14 and < 17);
        var saturday = rows.Count(row => row.Started.DayOfWeek == DayOfWeek.Saturday);
        var wednesday = rows.Count(row => row.Started.DayOfWeek == DayOfWeek.Wednesday);

        // The rates: 0.45 + 0.41 + 0.42 at night, 1.46 + 1.52 + 1.50 by day; 0.6 at the weekend.
        Assert.Equal(1.28 / 4.48, night / (double)day, 0.05);
        Assert.Equal(0.6, saturday / (double)wednesday, 0.06);
    }

    [Fact]
    public void Some_values_are_missing()
    {
        Assert.Equal(0.04, Share(row => row.Ttft is null), 0.003);
        Assert.Equal(0.02, Share(row => row.Output is null), 0.002);
        Assert.Equal(0.01, Share(row => row.Completed is null), 0.002);
        Assert.Equal(0.015, Share(row => row.User == ""), 0.002);
        Assert.DoesNotContain(WeekRows.Value, row => row.Completed is null && row.Output is not null);
    }

    [Fact]
    public void Times_and_tokens_are_plausible()
    {
        Assert.All(WeekRows.Value, row =>
        {
            Assert.InRange(row.Input, 1, 131_072);
            Assert.InRange(row.Output ?? 1, 1, 32_768);
            Assert.True(row.Ttft is null or > 0);
            if (row is { Completed: { } completed, Ttft: { } ttft }) Assert.True((completed - row.Started).TotalSeconds >= ttft);
        });
        Assert.Equal(
            ["chat", "chat_stream", "completion", "completion_stream"],
            WeekRows.Value.Select(row => row.Function).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Time_to_first_token_grows_with_the_input()
    {
        var rows = WeekRows.Value.Where(row => row.Ttft is not null).ToArray();

        Assert.True(rows.Where(row => row.Input > 8000).Average(row => row.Ttft!.Value) > 2 * rows.Where(row => row.Input < 500)
            .Average(row => row.Ttft!.Value));
    }

    [Fact]
    public void Inputs_have_a_heavy_tail()
    {
        var inputs = WeekRows.Value.Select(row => row.Input).Order().ToArray();

        Assert.True(inputs[(int)(inputs.Length * 0.999)] > 50 * inputs[inputs.Length / 2]);
    }

    [Fact]
    public void Progress_grows_and_ends_with_the_rows()
    {
        var told = new List<long>();

        new LogGenerator(Week with { Rows = 10_000 }).Write(Stream.Null, told.Add);

        Assert.Equal(told.Order(), told);
        Assert.True(told.Count > 1);
        Assert.Equal(10_000, told[^1]);
    }

    [Fact]
    public void Generation_can_be_cancelled()
    {
        using var cancel = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(
            () => new LogGenerator(Week with { Rows = 1_000_000_000 }).Write(Stream.Null, _ => cancel.Cancel(), cancel.Token));
    }

    [Theory]
    [InlineData("rows", 0L, 1, 1, 1.0)]
    [InlineData("rows", -5L, 1, 1, 1.0)]
    [InlineData("users", 1L, 0, 1, 1.0)]
    [InlineData("users", 1L, 20_000_000, 1, 1.0)]
    [InlineData("models", 1L, 1, 0, 1.0)]
    [InlineData("models", 1L, 1, 100_001, 1.0)]
    [InlineData("days", 1L, 1, 1, 0.0)]
    [InlineData("days", 1L, 1, 1, double.NaN)]
    [InlineData("days", 1L, 1, 1, double.PositiveInfinity)]
    public void An_option_out_of_range_is_named(string option, long rows, int users, int models, double days)
    {
        var options = new GeneratorOptions { Rows = rows, Users = users, Models = models, Days = days };

        var error = Assert.Throws<WorkloadException>(() => new LogGenerator(options));

        Assert.True(error.IsInput);
        Assert.StartsWith($"--{option} is '", error.Message);
    }

    [Fact]
    public void A_start_out_of_range_is_named()
    {
        var error = Assert.Throws<WorkloadException>(() => new GeneratorOptions { Start = DateTime.MinValue }.Validate());

        Assert.StartsWith("--start is '0001-01-01T00:00:00.0000000Z'; expected an instant", error.Message);
    }

    private static IEnumerable<GeneratedRow> Named() => WeekRows.Value.Where(row => row.User != "");

    private static double Share(Func<GeneratedRow, bool> which) => WeekRows.Value.Count(which) / (double)Week.Rows;

    private static double VariationOfGaps(DateTime[] times)
    {
        var gaps = times.Zip(times.Skip(1), (one, two) => (two - one).TotalSeconds).ToArray();
        var mean = gaps.Average();
        return Math.Sqrt(gaps.Average(gap => (gap - mean) * (gap - mean))) / mean;
    }
}
