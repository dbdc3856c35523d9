using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

[assembly: Analysis(typeof(Daily))]

namespace LlmWorkload.Analyses;

/// <summary>Requests, tokens, users, models and functions of every UTC date.</summary>
internal sealed class Daily : IAnalysis
{
    // Of more dates, some 270 years, those with requests are listed alone: one stray instant would give a list of millions.
    private const long MostListed = 100_000;

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
        var (first, last) = (data.Catalog.First / TimeSpan.TicksPerDay, data.Catalog.Last / TimeSpan.TicksPerDay);
        var days = Listed(first, last, sum.Days).Select(day => Day.Of(day, sum, users, models)).ToList();
        var unlisted = last - first + 1 - days.Count;
        return new AnalysisRun(Summary(days, unlisted), [.. DailyFigures.Of(Info.Folder, days, unlisted)]);
    }

    /// <summary>The dates that are listed, in days since 0001-01-01: all from the first to the last, unless they are too many.</summary>
    /// <param name="first">The first date.</param>
    /// <param name="last">The last date.</param>
    /// <param name="withRequests">The dates that have requests, ascending.</param>
    internal static IEnumerable<long> Listed(long first, long last, long[] withRequests)
    {
        if (last - first >= MostListed) return withRequests;
        return Enumerable.Range(0, (int)(last - first) + 1).Select(day => first + day);
    }

    private static Dictionary<long, long> Counted(IEnumerable<(long Day, long Count)> counts)
    {
        var sum = new Dictionary<long, long>();
        foreach (var (day, count) in counts) sum[day] = sum.GetValueOrDefault(day) + count;
        return sum;
    }

    private static byte[] Summary(List<Day> days, long unlisted) => JsonText.Object(json =>
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

        // A date that is not listed has nothing.
        Statistics Statistics(Func<Day, Int128> value)
        {
            var sorted = new Int128[unlisted + days.Count];
            days.Select(value).Order().ToArray().CopyTo(sorted, unlisted);
            return Summaries.OfSorted(sorted);
        }
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
