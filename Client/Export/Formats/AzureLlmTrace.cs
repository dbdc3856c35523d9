using LlmWorkload.Segments;

namespace LlmWorkload.Export;

/// <summary>Requests in the form of the Azure LLM inference traces: start and tokens alone.</summary>
internal sealed class AzureLlmTrace : IExportFormat
{
    /// <inheritdoc/>
    public string Name => "azure_llm";

    /// <inheritdoc/>
    public string Sentence => "the CSV of the Azure LLM inference traces";

    /// <inheritdoc/>
    public string Extension => ".csv";

    /// <inheritdoc/>
    public Func<int, string?> WhyLeftOut(ExportedRows rows, int blockSize)
    {
        var (input, output) = (rows.Numbers(ColumnId.InputTokens), rows.Numbers(ColumnId.OutputTokens));
        return row => input[row] == Missing.Value || output[row] == Missing.Value ? LeftOutRows.TokensMissing : null;
    }

    /// <inheritdoc/>
    public IExportWriter Open(Stream output, ExportContext context) => new Writer(new Utf8Rows(output, context.Cancelled));

    private sealed class Writer : IExportWriter
    {
        private readonly Utf8Rows _output;

        public Writer(Utf8Rows output)
        {
            _output = output;
            _output.Text("TIMESTAMP,ContextTokens,GeneratedTokens\n"u8);
        }

        /// <inheritdoc/>
        public void Write(ExportedRows rows, long first)
        {
            var (started, input) = (rows.Numbers(ColumnId.Started), rows.Numbers(ColumnId.InputTokens));
            var output = rows.Numbers(ColumnId.OutputTokens);
            foreach (var row in rows.Kept)
            {
                _output.Instant(started[row], (byte)' ');
                _output.Byte((byte)',');
                _output.Number(input[row]);
                _output.Byte((byte)',');
                _output.Number(output[row]);
                _output.Byte((byte)'\n');
            }
        }

        /// <inheritdoc/>
        public void Complete() => _output.Flush();

        public void Dispose()
        {
        }
    }
}
