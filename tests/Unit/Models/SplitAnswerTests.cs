using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using CsCheck;
using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Comparison;
using LlmWorkload.Export;
using LlmWorkload.Hosting;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Scopes;
using LlmWorkload.Segments;
using LlmWorkload.Tests.Series;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace LlmWorkload.Tests.Models;

/// <summary>What is merged from the answers of parts is, to the last bit, what the kernel makes of all rows in one place.</summary>
public sealed class SplitAnswerTests : IDisposable
{
    // A question or more for every kernel.
    private static readonly ModelQuestion[] Questions =
    [
        new ProfileQuestion(),
        new Overview.Question(MinuteRange.None),
        new Overview.Question(SplitRowsLog.Minutes),
        new Overview.Question(SplitRowsLog.Minutes, SplitRowsLog.Zone),
        new DistinctSessions.Question(7),
        new StartedRanges.Question(SplitRowsLog.Hour, AreDistinct: true),
        new StartedRanges.Question(SplitRowsLog.Hour, AreDistinct: false),
        new StartedRanges.BinsQuestion(SplitRowsLog.Hour, TimeSpan.TicksPerMinute),
        new ColumnValues.AllQuestion(ColumnId.Ttft),
        new ColumnValues.SomeQuestion([ColumnId.InputTokens, ColumnId.Ttft], [[0, 7, 300, 900, 1_500], [900, 3_000, 4_000]]),
        new TokenDistributions.StatisticsQuestion(),
        new TokenDistributions.CurvesQuestion(),
        new TokenDistributions.DensityQuestion(),
        new InterArrivalKernels.StatisticsQuestion(PerUser: false),
        new InterArrivalKernels.StatisticsQuestion(PerUser: true),
        new InterArrivalKernels.StatisticsQuestion(PerUser: false, SplitRowsLog.Zone),
        new InterArrivalKernels.CurveQuestion(PerUser: false),
        new InterArrivalKernels.CurveQuestion(PerUser: true),
        new InterArrivalKernels.DrawingQuestion(PerUser: true),
        new ModelStatistics.Question(),
        new TtftAnalysis.BucketsQuestion(),
        new TtftAnalysis.ScatterQuestion(),
        new Throughput.Question(),
        new LatencyUnderLoad.StatisticsQuestion(),
        new LatencyUnderLoad.PointsQuestion(),
        new RowCounts.Question(SplitRowsLog.Hour.From, SplitRowsLog.Hour.End, TimeSpan.TicksPerMinute),
        new RowSelection.Question(0, DateTime.MaxValue.Ticks, null, 0),
        new PoolKernels.Question(),
        new PoolKernels.ClientsQuestion([]),
        new PoolKernels.RestQuestion(),
        new KeptCounts.Question(),
        new KnownTexts.Question(ColumnId.Function, ["chat", "complete", "none", "f0", "f1"]),
        new SummaryAnalysis.Question(),
        new SummaryAnalysis.PaceQuestion([.. Enumerable.Range(240_000, 28_000).Select(bucket => (long)bucket)]),
        new SummaryAnalysis.TokensQuestion(),
        new ComparisonKernels.CountsQuestion(),
        .. ComparedDistribution.All.Where(distribution => distribution.IsOfRows)
            .Select(distribution => new ComparisonKernels.FrequenciesQuestion(distribution.Name)),
        new ModelTimelines.UsersQuestion(),
        new ModelTimelines.TimelineQuestion(240),
        new ClientKernels.Question(),
        new ClientKernels.FewQuestion(600 * TimeSpan.TicksPerSecond),
        new ClientKernels.EntriesQuestion([], 600 * TimeSpan.TicksPerSecond),
        new ClientKernels.TallyQuestion(),
        new IntervalRanges.OutlineQuestion(),
        new IntervalRanges.BinsQuestion(SplitRowsLog.Hour, 1L << 40, TimeSpan.TicksPerMinute),
        new IntervalRanges.Question(SplitRowsLog.Hour, 1L << 40, null),
        new IntervalRanges.Question(SplitRowsLog.Hour, 1L << 40, ["pod-c", "none", "pod-a"]),
        new ModelLevels.Question(),
        new ModelLevels.SeriesQuestion(),
        new UserIntervals.Question(0, 1),
        new UserIntervals.Question(2, 3),
        new InstanceCounts.Question(),
        new GroupKeys.Question(ColumnId.User),
        new GroupKeys.Question(ColumnId.Status),
        new BucketCounts.Question(new SeriesCells(SplitRowsLog.Buckets)),
        new BucketCounts.Question(new SeriesCells(SplitRowsLog.Buckets, new(ColumnId.Function, ["call-2", "call-0"], [], 1))),
        new BucketValues.Question(new SeriesCells(SplitRowsLog.Buckets), 0, (int)SplitRowsLog.Buckets.Buckets),
        new BucketValues.Question(new SeriesCells(SplitRowsLog.Buckets), 2, 4),
        new BucketValues.Question(
            new SeriesCells(SplitRowsLog.Buckets, new(ColumnId.User, [], [IdHash.Of("user-3", 0)], -1)), 1, 5),
        new ServiceLevels.Question(new SloLimits(500, 300, 1L << 38)),
        new PresentColumns.Question([ColumnId.User, ColumnId.Session, ColumnId.Ttft, ColumnId.Cost, ColumnId.Blocks]),
        new HourlyCounts.Question(),
        new DayCounts.Question(OnlyCompleted: true),
        new DayCounts.Question(OnlyCompleted: false),
        new HeatCells.Question(ColumnId.Ttft, IsByHit: false, new HeatmapCells(500, 50, 1, 1)),
        new HeatCells.Question(ColumnId.Duration, IsByHit: true, new HeatmapCells(500, 50, 1, 1)),
        new MonthCounts.Question(),
        new MonthTokens.Question(),
        new HitRatios.Question(new HitRatios.TokenRange(1, long.MaxValue)),
        new MeanHitRatios.Question(),
        new PairGaps.Question(),
        new PairGaps.AllQuestion(),
        new BalanceKernel.Question(),
        new ServiceValues.Question(1),
        new ServiceValues.StatisticsQuestion(),
        new SessionKernel.Question(SessionRules.Gap, TimeSpan.TicksPerMinute, 0, false),
        new SessionTurns.Question(SessionRules.Gap, TimeSpan.TicksPerMinute, 0, false, 0, DateTime.MaxValue.Ticks),
        new PrefixKernel.Question([10], [512]),
        new PrefixKernel.RowsQuestion([512]),
        new PrefixKernel.CurveQuestion([512]),
        new ServiceLevels.Question(new SloLimits(null, 1, null)),
        new ModelTokens.Question(),
        new BurstKernels.Question(600 * TimeSpan.TicksPerSecond),
        new ArrivalFitKernels.Question(2),
        new ArrivalFitKernels.CurveQuestion(),
        new TokenFitKernels.Question(2),
        new TokenFitKernels.CountsQuestion(),
        new HourlyCounts.Question(),
        new PresentColumns.Question([ColumnId.InputTokens, ColumnId.User, ColumnId.Label, ColumnId.Blocks]),
    ];

    // Those whose answers need all rows in one place, and get them.
    private static readonly Type[] Gathered =
    [
        typeof(InterArrivalKernels.DrawingQuestion),
        typeof(TtftAnalysis.BucketsQuestion),
        typeof(TtftAnalysis.ScatterQuestion),
        typeof(Throughput.Question),
        typeof(LatencyUnderLoad.StatisticsQuestion),
        typeof(LatencyUnderLoad.PointsQuestion),
        typeof(ModelTimelines.TimelineQuestion),
        typeof(MeanHitRatios.Question),
        typeof(PairGaps.Question),
        typeof(PairGaps.AllQuestion),
        typeof(BalanceKernel.Question),
        typeof(SessionKernel.Question),
        typeof(SessionTurns.Question),
        typeof(PrefixKernel.Question),
        typeof(PrefixKernel.RowsQuestion),
        typeof(PrefixKernel.CurveQuestion),
        typeof(ClientKernels.Question),
        typeof(ClientKernels.FewQuestion),
        typeof(ClientKernels.EntriesQuestion),
        typeof(ClientKernels.TallyQuestion),
        typeof(PoolKernels.Question),
        typeof(PoolKernels.ClientsQuestion),
        typeof(PoolKernels.RestQuestion),
    ];

    private static readonly JsonSerializerOptions WholeJson = new() { Converters = { new WholeNumbers() } };

    private readonly ServiceProvider _services = new ServiceCollection().AddAnalyses().AddSerializer().BuildServiceProvider();

    private KernelRegistry Kernels => _services.GetRequiredService<KernelRegistry>();

    private Serializer Serializer => _services.GetRequiredService<Serializer>();

    public static TheoryData<int> Merged =>
        [.. Enumerable.Range(0, Questions.Length).Where(i => !Gathered.Contains(Questions[i].GetType()))];

    public void Dispose() => _services.Dispose();

    [Fact]
    public void Every_kernel_of_models_is_known_to_merge_or_to_need_all_rows()
    {
        var kernels = Kernels.Models.Where(kernel => !typeof(ModelPartQuestion).IsAssignableFrom(kernel.QuestionType)).ToList();

        Assert.Equal(kernels.Select(kernel => kernel.QuestionType.FullName)
            .Order(), Questions.Select(question => question.GetType().FullName).Distinct().Order());
        Assert.Equal(Gathered.Select(type => type.FullName).Order(), kernels.Where(kernel => kernel.Merge is null)
            .Select(kernel => kernel.QuestionType.FullName).Order());
    }

    [Theory]
    [MemberData(nameof(Merged))]
    public async Task A_split_model_answers_as_one_that_is_not(int question) => await SplitRowsLog.Any.SampleAsync(
        async log => Assert.Equal(Text(Whole(Questions[question], log)), Text(await SplitAsync(Questions[question], log))),
        print: log => $"parts {log.Parts}: {string.Join(" | ", log.Chunks.Select((_, chunk) => Text(log, chunk)))}");

    private static string Text(SplitRowsLog log, int chunk) =>
        $"{log.PartOf[chunk]}: {string.Join(", ", log.Chunks[chunk].Select(row => $"{row.Started} {row.User}"))}";

    private ModelAnswer Whole(ModelQuestion question, SplitRowsLog log)
    {
        using var columns = OpenedSegments.Of([.. log.All]).Columns();
        return Kernels.For(question).Answer(question, columns);
    }

    private Task<ModelAnswer> SplitAsync(ModelQuestion question, SplitRowsLog log) =>
        Kernels.For(question).Merge!(question, new ModelParts(
            [.. Enumerable.Range(0, log.Parts).Select(part => PartOf(log, part))], _services.GetRequiredService<KernelScheduler>()));

    // Questions and answers go over the wire.
    private Func<ModelQuestion, Task<ModelAnswer>> PartOf(SplitRowsLog log, int part) => question =>
    {
        var sent = Serializer.Deserialize<ModelQuestion>(Bytes(question))!;
        using var columns = OpenedSegments.Of([.. log.Of(part)]).Columns();
        return Task.FromResult(Serializer.Deserialize<ModelAnswer>(Bytes(Kernels.For(sent).Answer(sent, columns)))!);
    };

    private byte[] Bytes<T>(T message) => Serializer.SerializeToArray(message);

    // Every member, decimals by their shortest text that gives the same bits. Rows stay in parts until they are put in order; the rows and
    // the users of a cell of a series have none.
    private static string Text(ModelAnswer answer) => answer switch
    {
        RowSelection.Answer rows => Convert.ToHexString(new RowMerge([("model", rows.Parts)]).Merge(user => $"{user:x16}").Segment),
        BucketValues.Answer values => string.Join(" | ", values.Rows().Select(cell => $"{cell.Cell}: {string.Join(", ", cell.Rows)}")),
        BucketCounts.Answer counts => string.Join(" | ", counts.Users.Cells().Select(users => string.Join(" ", users)))
            + Json(counts with { Users = new CellUsers([], [], []) }),
        _ => Json(answer),
    };

    private static string Json(ModelAnswer answer) => JsonSerializer.Serialize(answer, answer.GetType(), WholeJson);

    /// <summary>Whole numbers of any size, which the serializer of JSON does not know.</summary>
    private sealed class WholeNumbers : JsonConverter<BigInteger>
    {
        public override BigInteger Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, BigInteger value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
    }
}
