using System.Diagnostics;
using System.Diagnostics.Metrics;
using LlmWorkload.Analyses;
using LlmWorkload.Comparison;
using LlmWorkload.Datasets;
using LlmWorkload.Export;
using LlmWorkload.Questions;
using LlmWorkload.Segments;

namespace LlmWorkload.Telemetry;

/// <summary>
/// Measures what a silo's grains are asked, over HTTP and by commands alike. Names of datasets, models and users are in no measurement:
/// they would be secrets told, and series without end.
/// </summary>
internal sealed class SiloMeter : IIncomingGrainCallFilter
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "LlmWorkload";

    private const string Other = "other";
    private const string Suffix = "Async";

    private static readonly HashSet<string> Analyses = [.. AnalysisInfo.All.Select(analysis => analysis.Name)];

    private readonly Counter<long> _rows;
    private readonly Counter<long> _chunks;
    private readonly Counter<long> _segments;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _kept;
    private readonly Counter<long> _figures;
    private readonly Histogram<double> _questions;

    /// <summary>Makes the meter.</summary>
    /// <param name="meters">Makes it, and ends it with the silo.</param>
    public SiloMeter(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _rows = meter.CreateCounter<long>(
            "llmwl.ingest.rows", "{row}", "Rows of the chunks that were recorded; a chunk that is recorded again counts again");
        _chunks = meter.CreateCounter<long>("llmwl.ingest.chunks", "{chunk}", "Chunks that were recorded");
        _segments = meter.CreateCounter<long>("llmwl.ingest.segments", "{segment}", "Segments that grains have taken");
        _bytes = meter.CreateCounter<long>("llmwl.ingest.segment.size", "By", "Bytes of the segments that grains have taken");
        _kept = meter.CreateCounter<long>("llmwl.answers.kept", "{answer}", "Analyses answered over HTTP from what is kept");
        _figures = meter.CreateCounter<long>("llmwl.figures", "{figure}", "Figures that were drawn");
        _questions = meter.CreateHistogram<double>("llmwl.question.duration", "s", "Seconds of questions that grains were asked, by kind");
    }

    /// <inheritdoc/>
    public Task Invoke(IIncomingGrainCallContext context)
    {
        var grain = context.Request.GetInterfaceType();
        var method = context.Request.GetMethodName();
        if (method == nameof(ISegmentGrain.AppendAsync)) return AppendAsync(context);
        if (grain == typeof(IDatasetGrain) && method == nameof(IDatasetGrain.RecordAsync)) return RecordAsync(context);
        var kind = grain == typeof(IQuestionsGrain) ? "question"
            : grain == typeof(IAnalysisGrain) ? "analysis"
            : grain == typeof(IComparisonGrain) ? "comparison"
            : grain == typeof(IExportGrain) ? "export"
            : null;
        return kind is null ? context.Invoke() : AskAsync(context, kind, method);
    }

    private async Task AppendAsync(IIncomingGrainCallContext context)
    {
        var size = context.Request.GetArgument(0) is SegmentMessage { Bytes.Length: var length } ? length : 0;
        await context.Invoke();
        _segments.Add(1);
        _bytes.Add(size);
    }

    private async Task RecordAsync(IIncomingGrainCallContext context)
    {
        var rows = context.Request.GetArgument(1) is ChunkRecord chunk ? chunk.Rows : 0;
        await context.Invoke();
        if (context.Result is not true) return;
        _chunks.Add(1);
        _rows.Add(rows);
    }

    private async Task AskAsync(IIncomingGrainCallContext context, string kind, string method)
    {
        var began = Stopwatch.GetTimestamp();
        var failed = true;
        try
        {
            await context.Invoke();
            failed = false;
        }
        finally
        {
            var tags = new TagList
            {
                { "kind", kind },
                { "question", method.EndsWith(Suffix, StringComparison.Ordinal) ? method[..^Suffix.Length] : method },
                { "failed", failed },
            };
            if (kind == "analysis") tags.Add("analysis", AnalysisOf(context));
            _questions.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, tags);
        }

        switch (method)
        {
            case nameof(IAnalysisGrain.KnownAsync) when context.Result is not null:
                _kept.Add(1);
                break;
            case nameof(IAnalysisGrain.DrawAsync) or nameof(IAnalysisGrain.DrawInAsync):
                _figures.Add(1);
                break;
        }
    }

    // A client may ask for a grain by any key.
    private static string AnalysisOf(IIncomingGrainCallContext context) =>
        GrainKeys.Split(context.TargetId.Key.ToString()!).Member is var name && Analyses.Contains(name) ? name : Other;
}
