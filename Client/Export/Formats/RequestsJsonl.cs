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
    public IExportWriter Open(Stream output, ExportContext context) =>
        new Writer(new Utf8Rows(output, context.Cancelled), RequestColumns.Of(context.Columns));

    private sealed class Writer(Utf8Rows output, IReadOnlyList<RequestColumn> columns) : IExportWriter
    {
        private readonly byte[][] _names =
            [.. columns.Select(column => column.Name).Append("hash_ids").Select(name => Encoding.UTF8.GetBytes($"\"{name}\":"))];

        /// <inheritdoc/>
        public void Write(ExportedRows rows, long first)
        {
            var cells = columns.Select(column => RequestCell.Of(rows, column, output, Json, Instant))
                .Append(new RequestCell(row => !rows.Blocks[row].IsEmpty, row => output.List(rows.Blocks[row]))).ToArray();
            foreach (var row in rows.Kept)
            {
                output.Byte((byte)'{');
                var isFirst = true;
                for (var member = 0; member < cells.Length; member++)
                {
                    if (!cells[member].IsThere(row)) continue;
                    if (!isFirst) output.Byte((byte)',');
                    isFirst = false;
                    output.Text(_names[member]);
                    cells[member].Write(row);
                }

                output.Text("}\n"u8);
            }
        }

        /// <inheritdoc/>
        public void Complete() => output.Flush();

        public void Dispose()
        {
        }

        private void Instant(long ticks)
        {
            output.Byte((byte)'"');
            output.Instant(ticks);
            output.Text("Z\""u8);
        }

        private static byte[] Json(string text) =>
            [(byte)'"', .. JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes, (byte)'"'];
    }
}
