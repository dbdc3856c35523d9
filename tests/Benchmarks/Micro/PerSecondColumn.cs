using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace LlmWorkload.Benchmarks.Micro;

/// <summary>How many rows (of figures: figures) a second the mean comes to.</summary>
internal sealed class PerSecondColumn : IColumn
{
    private const double NanosecondsPerSecond = 1e9;

    /// <inheritdoc/>
    public string Id => nameof(PerSecondColumn);

    /// <inheritdoc/>
    public string ColumnName => "Per second";

    /// <inheritdoc/>
    public string Legend => "Rows (figures) a second, from the mean";

    /// <inheritdoc/>
    public bool AlwaysShow => true;

    /// <inheritdoc/>
    public ColumnCategory Category => ColumnCategory.Statistics;

    /// <inheritdoc/>
    public int PriorityInCategory => 0;

    /// <inheritdoc/>
    public bool IsNumeric => true;

    /// <inheritdoc/>
    public UnitType UnitType => UnitType.Dimensionless;

    /// <inheritdoc/>
    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) =>
        summary[benchmarkCase]?.ResultStatistics is { Mean: > 0 } statistics ? $"{NanosecondsPerSecond / statistics.Mean:N0}" : "-";

    /// <inheritdoc/>
    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    /// <inheritdoc/>
    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    /// <inheritdoc/>
    public bool IsAvailable(Summary summary) => true;
}
