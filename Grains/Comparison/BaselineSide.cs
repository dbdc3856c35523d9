using LlmWorkload.Columns;

namespace LlmWorkload.Comparison;

/// <summary>A side that was saved as a baseline.</summary>
internal sealed class BaselineSide : ISide
{
    private readonly IReadOnlyList<byte[]> _distributions;
    private readonly KernelScheduler _scheduler;

    /// <summary>Reads a baseline.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="scheduler">Where its distributions are unpacked.</param>
    /// <exception cref="WorkloadException">It is no baseline, is damaged, or is of another version.</exception>
    public BaselineSide(byte[] file, string name, KernelScheduler scheduler)
    {
        (Totals, _distributions) = BaselineFile.Read(file, name);
        _scheduler = scheduler;
    }

    /// <inheritdoc/>
    public SideTotals Totals { get; }

    /// <inheritdoc/>
    public Task<SideDistribution> OfAsync(ComparedDistribution distribution)
    {
        var packed = _distributions[ComparedDistribution.All.ToList().IndexOf(distribution)];
        return _scheduler.RunAsync(() => BaselineFile.Unpack(distribution, packed, Totals.Models.Count));
    }
}
