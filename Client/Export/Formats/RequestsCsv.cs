using System.Text;

namespace LlmWorkload.Export;

/// <summary>Requests as CSV, as this system reads them.</summary>
internal sealed class RequestsCsv : IExportFormat
{
    /// <inheritdoc/>
    public string Name => "requests-csv";

    /// <inheritdoc/>
    public string Sentence => "requests as CSV";

    /// <inheritdoc/>
    public string Extension => ".csv";

    /// <inheritdoc/>
    public Func<int, string?> WhyLeftOut(ExportedRows rows, int blockSize) => RequestColumns.WhyLeftOut(rows);

    /// <inheritdoc/>
    public IExportWriter Open(Stream output, ExportContext context) => new Writer(
        new Utf8Rows(output, context.Cancelled),
        RequestColumns.Of(context.Columns),
        context.ForSpreadsheets ? static text => CsvText.Cell(SpreadsheetText.Of(text)) : CsvText.Cell);

    private sealed class Writer : IExportWriter
    {
        private readonly Utf8Rows _output;
        private readonly IReadOnlyList<RequestColumn> _columns;
        private readonly Converter<string, byte[]> _textOf;

        public Writer(Utf8Rows output, IReadOnlyList<RequestColumn> columns, Converter<string, byte[]> textOf)
        {
            (_output, _columns, _textOf) = (output, columns, textOf);
            _output.Text(Encoding.UTF8.GetBytes(string.Join(',', columns.Select(column => column.Name)) + "\n"));
        }

        /// <inheritdoc/>
        public void Write(ExportedRows rows, long first)
        {
            var cells = _columns.Select(column => RequestCell.Of(rows, column, _output, _textOf, Instant)).ToArray();
            foreach (var row in rows.Kept)
            {
                for (var column = 0; column < cells.Length; column++)
                {
                    if (column > 0) _output.Byte((byte)',');
                    if (cells[column].IsThere(row)) cells[column].Write(row);
                }

                _output.Byte((byte)'\n');
            }
        }

        /// <inheritdoc/>
        public void Complete() => _output.Flush();

        public void Dispose()
        {
        }

        private void Instant(long ticks)
        {
            _output.Instant(ticks);
            _output.Byte((byte)'Z');
        }
    }
}
