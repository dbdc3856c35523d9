using System.Text.Json;
using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Datasets;
using LlmWorkload.Figures;
using LlmWorkload.Kernels;
using LlmWorkload.Models;
using LlmWorkload.Segments;

[assembly: Analysis(typeof(ServiceLevels))]

namespace LlmWorkload.Analyses;

/// <summary>How many requests hold service level objectives, and how much good work is done per second: overall and per model.</summary>
internal sealed class ServiceLevels : IAnalysis
{
    private static readonly string[] Metrics = ["ttft", "tpot", "e2e"];

    /// <inheritdoc/>
    public AnalysisInfo Info { get; } = AnalysisInfo.Find("slo");

    /// <inheritdoc/>
    public IEnumerable<ModelKernel> ModelKernels =>
    [
        ModelKernel.For<Question>(static (question, columns) => Count(question.Limits, columns), static async (question, parts) =>
        {
            var answers = await parts.AskAsync<Answer>(question);
            return await parts.MergeAsync(() => new Answer(SloTally.Merge(Array.ConvertAll(answers, answer => answer.Tally))));
        }),
    ];

    /// <inheritdoc/>
    /// <exception cref="WorkloadException">There are no objectives.</exception>
    public async Task<AnalysisRun> RunAsync(AnalysisData data)
    {
        if (data.Options.Slo is not { } limits)
            throw new WorkloadException($"Service level objectives are missing; expected {SloLimits.Expected}.") { IsInput = true };
        var drawn = data.DrawnModels();
        var answers = await data.AskAsync<Answer>(new Question(limits));
        var all = await data.MergeAsync(() => SloTally.Merge([.. answers.Select(answer => answer.Tally)]));
        var unavailable = Unavailable(limits, all.Present);
        if (unavailable.Count > 0) return new AnalysisRun(JsonText.Object(json => json.List("unavailable", unavailable)), []);
        var models = data.Catalog.Models.Zip(answers, (model, answer) => (Model: model, answer.Tally)).ToList();
        var summary = JsonText.Object(json =>
        {
            json.Object("slo", item =>
            {
                foreach (var (name, ticks) in limits.All) item.Number(name, ticks / Units.TicksPerSecond);
            });
            json.Object("all", item => Write(item, limits, all));
            json.List("models", models, (item, each) =>
            {
                item.Model(each.Model);
                Write(item, limits, each.Tally);
            });
        });
        var byId = models.ToDictionary(each => each.Model.Id, each => each.Tally);
        return new AnalysisRun(
            summary,
            [.. SloFigures.Of(
                Info.Folder, limits, all, [.. drawn.Select(model => (data.LabelOf(model), data.ColourOf(model), byId[model.Id]))])]);
    }

    private static Answer Count(SloLimits limits, SegmentColumns columns) => new(SloTally.Of(
        limits, columns.Integers(ColumnId.Started), columns.Integers(ColumnId.OutputTokens), columns.Integers(ColumnId.Ttft),
        columns.Integers(ColumnId.Duration)));

    // The fields that a metric with a limit needs and that no request has.
    private static List<string> Unavailable(SloLimits limits, long[] present)
    {
        (string Field, bool IsNeeded)[] fields =
        [
            ("ttft", limits.Ttft is not null || limits.Tpot is not null),
            ("output_tokens", limits.Tpot is not null),
            ("duration", limits.Tpot is not null || limits.E2e is not null),
        ];
        return [.. fields.Where((field, i) => field.IsNeeded && present[i] == 0).Select(field => field.Field)];
    }

    private static void Write(Utf8JsonWriter json, SloLimits limits, SloTally tally)
    {
        var span = (tally.End - tally.First) / Units.TicksPerSecond;
        json.WriteNumber("rows", tally.Rows);
        json.WriteNumber("measured", tally.Measured);
        json.WriteNumber("good", tally.Good);
        json.Number("attainment", tally.Attainment);
        json.Number("strict", tally.Rows == 0 ? null : (double)tally.Good / tally.Rows);
        json.Object("per_metric", metrics =>
        {
            for (var i = 0; i < Metrics.Length; i++)
            {
                var metric = i;
                if (limits.All[i].Ticks is null) continue;
                metrics.Object(Metrics[i], item =>
                {
                    item.WriteNumber("measured", tally.MetricMeasured[metric]);
                    item.WriteNumber("held", tally.MetricHeld[metric]);
                });
            }
        });
        json.Number("goodput", PerSecond(tally.Good, span));
        json.Number("throughput", PerSecond(tally.Rows, span));
        json.Number("good_tokens_per_second", PerSecond((double)tally.GoodTokens, span));
        json.List("by_hour", Enumerable.Range(0, tally.Hours.Length), (item, i) =>
        {
            item.Instant("hour", tally.Hours[i] * TimeSpan.TicksPerHour);
            item.WriteNumber("measured", tally.HourMeasured[i]);
            item.WriteNumber("good", tally.HourGood[i]);
            item.Number("attainment", tally.HourMeasured[i] == 0 ? null : (double)tally.HourGood[i] / tally.HourMeasured[i]);
        });
    }

    private static double? PerSecond(double count, double span) => span == 0 ? null : count / span;

    /// <summary>Asks a model how many of its requests hold limits.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.slo.question")]
    public sealed record Question([property: Id(0)] SloLimits Limits) : ModelQuestion;

    /// <summary>What was counted.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.slo.answer")]
    public sealed record Answer([property: Id(0)] SloTally Tally) : ModelAnswer;
}
