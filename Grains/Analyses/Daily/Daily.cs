using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Analyses;

/// <summary>Requests, tokens, users, models and functions of every UTC date.</summary>
internal sealed class Daily : IAnalysis
{
    /// <inheritdoc/>
    public AnalysisInfo Info { get; } = AnalysisInfo.Find("daily");

    /// <inheritdoc/>
    public IEnumerable<ModelKernel> ModelKernels => [DayCounts.Kernel];

    /// <inheritdoc/>
    public IEnumerable<PartitionKernel> PartitionKernels => [DayUsers.Kernel];

    /// <inheritdoc/>
    public async Task<AnalysisRun> RunAsync(AnalysisData data)
    {
        var hasDurations = (await PresentColumns.OfAsync(data, ColumnId.Duration))[0];
        var answers = await data.AskAsync<DayCounts.Answer>(new DayCounts.Question(hasDurations));
        var sum = DayCounts.Sum(answers);
        var models = Counted(answers.SelectMany(answer => answer.Days).Select(day => (day, 1L)));
        var users = Counted((await data.AskPartitionsAsync<DayUsers.Answer>(new DayUsers.Question()))
            .SelectMany(answer => answer.Days.Zip(answer.Users)));
        var days = Days(data.Catalog.First, data.Catalog.Last).Select(day => Day.Of(day, sum, users, models)).ToList();
        return new AnalysisRun(Summary(days), [.. DailyFigures.Of(Info.Folder, days)]);
    }

    private static IEnumerable<long> Days(long first, long last)
    {
        for (var day = first / TimeSpan.TicksPerDay; day <= last / TimeSpan.TicksPerDay; day++) yield return day;
    }

    private static Dictionary<long, long> Counted(IEnumerable<(long Day, long Count)> counts)
    {
        var sum = new Dictionary<long, long>();
        foreach (var (day, count) in counts) sum[day] = sum.GetValueOrDefault(day) + count;
        return sum;
    }

    private static byte[] Summary(List<Day> days) => JsonText.Object(json =>
    {
        json.List("days", days, (item, day) =>
        {
            item.WriteString("date", InvariantText.Date(day.Number));
            item.WriteNumber("requests", day.Requests);
            item.WriteNumber("input_tokens", (decimal)day.Input);
            item.WriteNumber("output_tokens", (decimal)day.Output);
            item.WriteNumber("users", day.Users);
            item.WriteNumber("models", day.Models);
            item.Object("functions", functions =>
            {
                for (var group = 0; group < DayCounts.Functions.Length; group++)
                    functions.WriteNumber(DayCounts.Functions[group], day.Functions[group]);
            });
        });
        json.Statistics("requests", Statistics(day => day.Requests));
        json.Statistics("tokens", Statistics(day => day.Input + day.Output));
        json.Statistics("users", Statistics(day => day.Users));
        json.Statistics("models", Statistics(day => day.Models));

        Statistics Statistics(Func<Day, Int128> value) => Summaries.OfSorted(days.Select(value).Order().ToArray());
    });

    /// <summary>A date.</summary>
    /// <param name="Number">Days since 0001-01-01.</param>
    /// <param name="Functions">Requests by <see cref="DayCounts.Functions"/>.</param>
    /// <param name="Input">Input tokens.</param>
    /// <param name="Output">Output tokens.</param>
    /// <param name="Users">Distinct users.</param>
    /// <param name="Models">Distinct models.</param>
    internal sealed record Day(long Number, long[] Functions, Int128 Input, Int128 Output, long Users, long Models)
    {
        /// <summary>All requests.</summary>
        public long Requests => Functions.Sum();

        /// <summary>A day of what is known of all.</summary>
        public static Day Of(long day, DayCounts.Answer sum, Dictionary<long, long> users, Dictionary<long, long> models)
        {
            var groups = DayCounts.Functions.Length;
            return Array.BinarySearch(sum.Days, day) is >= 0 and var at
                ? new Day(
                    day, sum.Requests[(at * groups)..((at + 1) * groups)], sum.Input[at], sum.Output[at], users.GetValueOrDefault(day),
                    models.GetValueOrDefault(day))
                : new Day(day, new long[groups], 0, 0, 0, 0);
        }
    }
}
