using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Models;

namespace LlmWorkload.Analyses;

/// <summary>The values of each <see cref="ServiceMetric"/> of a model, and their statistics.</summary>
internal static class ServiceValues
{
    /// <summary>Answers each of the questions.</summary>
    public static IEnumerable<ModelKernel> Kernels { get; } = [
        ModelKernel.For<Question>(
            static (question, columns) => new Answer(FrequencyMap.Pack(ServiceMetric.All[question.Metric].Of(columns))),
            static async (question, parts) =>
            {
                var answers = await parts.AskAsync<Answer>(question);
                return await parts.MergeAsync(() => new Answer(PackedFrequencies.Merge([.. answers.Select(answer => answer.Values)])));
            },
            isKept: false),
        ModelKernel.For<StatisticsQuestion>(
            static (_, columns) => new StatisticsAnswer(
                Array.ConvertAll(ServiceMetric.All, metric =>
                {
                    using var alone = columns.Alone();
                    return metric.Summarise(metric.Of(alone));
                })),
            static async (_, parts) =>
            {
                var statistics = new Statistics[ServiceMetric.All.Length];
                for (var metric = 0; metric < statistics.Length; metric++)
                {
                    var answers = await parts.AskAsync<Answer>(new Question(metric));
                    var of = ServiceMetric.All[metric];
                    statistics[metric] = await parts.MergeAsync(() => of.Summarise([.. answers.Select(answer => answer.Values)]));
                }

                return new StatisticsAnswer(statistics);
            }),
    ];

    /// <summary>Asks a model for the values of a metric.</summary>
    /// <param name="Metric">Its place in <see cref="ServiceMetric.All"/>.</param>
    [GenerateSerializer, Immutable, Alias("llmwl.service.question")]
    public sealed record Question([property: Id(0)] int Metric) : ModelQuestion;

    /// <summary>The values of a metric: ticks, or the bits of decimals.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.service.answer")]
    public sealed record Answer([property: Id(0)] PackedFrequencies Values) : ModelAnswer;

    /// <summary>Asks a model for the statistics of every metric.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.service.statistics.question")]
    public sealed record StatisticsQuestion : ModelQuestion;

    /// <summary>The statistics of every metric, in the order of <see cref="ServiceMetric.All"/>.</summary>
    [GenerateSerializer, Immutable, Alias("llmwl.service.statistics.answer")]
    public sealed record StatisticsAnswer([property: Id(0)] Statistics[] Metrics) : ModelAnswer;
}
