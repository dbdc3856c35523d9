using System.Globalization;
using LlmWorkload.Datasets;
using LlmWorkload.Segments;

namespace LlmWorkload.Export;

/// <summary>Writes the rows of a dataset in one form. However many there are, a few hundred thousand are in memory.</summary>
/// <param name="stream">The rows.</param>
/// <param name="catalog">Their dataset.</param>
/// <param name="format">The form.</param>
/// <param name="transform">Makes what is changed in the rows; it is made anew for each pass over them.</param>
/// <param name="forSpreadsheets">Whether CSV is written so that no spreadsheet takes a text for a formula.</param>
internal sealed class Exporter(
    RowStream stream, DatasetCatalog catalog, IExportFormat format, Func<RowTransform> transform, bool forSpreadsheets = false)
{
    private const int UsualBlockSize = 512;

    /// <summary>The size of the blocks of the rows.</summary>
    /// <param name="given">The size that was given; null for none.</param>
    /// <exception cref="WorkloadException">Files have blocks of different sizes, or of an unknown one.</exception>
    public int BlockSize(int? given)
    {
        if (given is { } size) return size;
        if (!format.CountsBlocks || !stream.Columns.Contains(ColumnId.Blocks)) return UsualBlockSize;
        var sizes = catalog.Files.Where(file => file.Rows > 0 && file.Columns.HasBlocks).GroupBy(file => file.Columns.BlockSize).ToList();
        return sizes switch
        {
            [{ Key: { } only }] => only,
            [_, _, ..] => throw new WorkloadException(
                $"The files of '{catalog.Name}' have blocks of {Words(sizes)} tokens; expected one size. --block-size N takes one for all.")
            { IsInput = true },
            _ => throw new WorkloadException(
                $"The files of '{catalog.Name}' do not say how many tokens a block has; --block-size N says it.")
            { IsInput = true },
        };
    }

    /// <summary>Writes the rows.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="blockSize">Tokens of a block.</param>
    /// <param name="progress">Told the share of the windows that are done.</param>
    /// <param name="cancellationToken">Ends the export.</param>
    public async Task<ExportResult> WriteAsync(
        Stream output, int blockSize, Action<double>? progress, CancellationToken cancellationToken)
    {
        var context = new ExportContext(
            Columns(), blockSize, format.NeedsBlocksOfAll && await HaveBlocksAsync(blockSize, cancellationToken), forSpreadsheets,
            cancellationToken);
        var leftOut = new LeftOutRows();
        var change = transform();
        var (written, windows) = (0L, 0);
        using var writer = format.Open(output, context);
        await foreach (var rows in stream.ReadAsync(cancellationToken))
        {
            Choose(rows, change, leftOut, blockSize);
            if (rows.Kept.Length > 0) writer.Write(rows, change.First!.Value);
            written += rows.Kept.Length;
            progress?.Invoke((double)++windows / stream.Windows);
        }

        writer.Complete();
        return new ExportResult(written, leftOut.Rows, context, writer.Note);
    }

    // A log that says which requests failed has a status for all, also where none did.
    private IReadOnlyCollection<ColumnId> Columns() =>
        catalog.Files.Any(file => file.Columns.HasOutcome) ? [.. stream.Columns.Append(ColumnId.Status).Distinct()] : stream.Columns;

    private static string Words(IEnumerable<IGrouping<int?, CatalogFile>> sizes) =>
        string.Join(" and ", sizes.Select(size => size.Key?.ToString(CultureInfo.InvariantCulture) ?? "unknown many"));

    private async Task<bool> HaveBlocksAsync(int blockSize, CancellationToken cancellationToken)
    {
        if (!stream.Columns.Contains(ColumnId.Blocks)) return false;
        var change = transform();
        await foreach (var rows in stream.ReadAsync(cancellationToken))
        {
            Choose(rows, change, new LeftOutRows(), blockSize);
            if (Array.Exists(rows.Kept, row => rows.Blocks[row].IsEmpty)) return false;
        }

        return true;
    }

    private void Choose(ExportedRows rows, RowTransform change, LeftOutRows leftOut, int blockSize)
    {
        change.Apply(rows, leftOut);
        if (format.WhyLeftOut(rows, blockSize) is not { } why) return;
        rows.Kept = Array.FindAll(rows.Kept, row =>
        {
            if (why(row) is not { } reason) return true;
            leftOut.Add(reason);
            return false;
        });
    }
}
