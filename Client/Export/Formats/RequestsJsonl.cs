using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LlmWorkload.Export;

/// <summary>Requests as JSON lines, as this system reads them; what a row does not have is left out.</summary>
internal sealed class RequestsJsonl : IExportFormat
{
    /// <inheritdoc/>
    public string Name => "requests-jsonl";

    /// <inheritdoc/>
    public string Sentence => "requests as JSON lines";

    /// <inheritdoc/>
    public string Extension => ".jsonl";

    /// <inheritdoc/>
    public Func<int, string?> WhyLeftOut(ExportedRows rows, int blockSize) => RequestColumns.WhyLeftOut(rows);

    /// <inheritdoc/>
    public IExportWriter Open(Stream output, ExportContext context) => new Writer(output, context);

    private sealed class Writer(Stream stream, ExportContext context) : IExportWriter
    {
        private readonly Utf8Rows _output = new(stream, context.Cancelled);
        private readonly IReadOnlyList<RequestColumn> _columns = RequestColumns.Of(context.Columns);
        private readonly byte[][] _names =
        [
            .. RequestColumns.Of(context.Columns).Select(column => column.Name).Append("hash_ids")
                .Select(name => Encoding.UTF8.GetBytes($"\"{name}\":")),
        ];

        /// <inheritdoc/>
        public void Write(ExportedRows rows, long first)
        {
            var cells = _columns.Select(column => RequestCell.Of(rows, column, _output, Json, Instant))
                .Append(new RequestCell(row => !rows.Blocks[row].IsEmpty, row => _output.List(rows.Blocks[row]))).ToArray();
            foreach (var row in rows.Kept)
            {
                _output.Byte((byte)'{');
                var isFirst = true;
                for (var member = 0; member < cells.Length; member++)
                {
                    if (!cells[member].IsThere(row)) continue;
                    if (!isFirst) _output.Byte((byte)',');
                    isFirst = false;
                    _output.Text(_names[member]);
                    cells[member].Write(row);
                }

                _output.Text("}\n"u8);
            }
        }

        /// <inheritdoc/>
        public void Complete() => _output.Flush();

        public void Dispose()
        {
        }

        private void Instant(long ticks)
        {
            _output.Byte((byte)'"');
            _output.Instant(ticks);
            _output.Text("Z\""u8);
        }

        private static byte[] Json(string text) =>
            [(byte)'"', .. JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes, (byte)'"'];
    }
}
