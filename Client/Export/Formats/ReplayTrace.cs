using System.Globalization;
using LlmWorkload.Segments;

namespace LlmWorkload.Export;

/// <summary>
/// Arrivals, lengths and shared blocks as JSON lines for a program that replays them. Left out are rows without tokens, and those that the
/// programs stop at: no token in or out, and a number of blocks that the input does not make.
/// </summary>
/// <param name="name">The format's name.</param>
/// <param name="sentence">What it is.</param>
/// <param name="shape">What its rows look like.</param>
/// <param name="command">The command that replays a file: by its path, its rows and the size of a block.</param>
internal sealed class ReplayTrace(string name, string sentence, ReplayShape shape, Func<string, long, ExportContext, string> command)
    : IExportFormat
{
    // GuideLLM keeps them in 32 bits.
    private const long MostBlocks = int.MaxValue;

    // Blocks that are made for a row without any. No model takes so much.
    private const long MostFresh = 100_000;

    /// <summary>For servers that are asked by Mooncake's own tools, and for AIPerf's reader of its traces.</summary>
    public static readonly ReplayTrace Mooncake = new(
        "mooncake", "a Mooncake trace, in milliseconds",
        new ReplayShape(InSeconds: false, ReplayBlocks.Always, WithSessions: false), AiperfCommand);

    /// <summary>For vLLM's benchmark.</summary>
    public static readonly ReplayTrace Vllm = new(
        "vllm", "a trace for vLLM's bench serve", new ReplayShape(InSeconds: false, ReplayBlocks.Always, WithSessions: false),
        static (path, rows, context) => string.Create(CultureInfo.InvariantCulture,
            $"vllm bench serve --dataset-name timed_trace --dataset-path {Shell(path)} --num-prompts {rows} --self-timed "
            + $"--timed-trace-sec-multiplier 0.001 --timed-trace-chunk-hash-size {context.BlockSize}"));

    /// <summary>For AIPerf: each row is a conversation of its own.</summary>
    public static readonly ReplayTrace Aiperf = new(
        "aiperf", "a trace for AIPerf, a conversation a row",
        new ReplayShape(InSeconds: false, ReplayBlocks.WherePresent, WithSessions: true), AiperfCommand);

    /// <summary>For GuideLLM.</summary>
    public static readonly ReplayTrace GuideLlm = new(
        "guidellm", "a trace for GuideLLM, in seconds",
        new ReplayShape(InSeconds: true, ReplayBlocks.WhereAllHaveThem, WithSessions: false),
        static (path, _, context) => context.EveryRowHasBlocks
            ? string.Create(CultureInfo.InvariantCulture,
                $"guidellm run --profile kind=replay --data {Shell($"kind=mooncake,path={path},hash_id_block_size={context.BlockSize}")}")
            : $"guidellm run --profile kind=replay --data {Shell($"kind=trace_synthetic,path={path}")}");

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string Sentence => sentence;

    /// <inheritdoc/>
    public string Extension => ".jsonl";

    /// <inheritdoc/>
    public bool CountsBlocks => true;

    /// <inheritdoc/>
    public bool NeedsBlocksOfAll => shape.Blocks == ReplayBlocks.WhereAllHaveThem;

    /// <inheritdoc/>
    public Func<int, string?> WhyLeftOut(ExportedRows rows, int blockSize)
    {
        var (inputs, outputs) = (rows.Numbers(ColumnId.InputTokens), rows.Numbers(ColumnId.OutputTokens));
        return row => (inputs[row], outputs[row], rows.Blocks[row].Length) switch
        {
            (Missing.Value, _, _) or (_, Missing.Value, _) => LeftOutRows.TokensMissing,
            (0, _, _) => "input 0",
            (_, 0, _) => "output 0",
            (var input, _, > 0 and var blocks) when BlocksOf(input, blockSize) != blocks => "hash_ids that do not fit the input",
            (var input, _, 0) when shape.Blocks == ReplayBlocks.Always && BlocksOf(input, blockSize) > MostFresh =>
                $"input of more than {InvariantText.Whole(MostFresh)} blocks",
            _ => null,
        };
    }

    /// <inheritdoc/>
    public IExportWriter Open(Stream output, ExportContext context) => new Writer(output, shape, context);

    /// <inheritdoc/>
    public string ReplayCommand(string path, long rows, ExportContext context) => command(path, rows, context);

    // Of an input above 0.
    private static long BlocksOf(long input, int blockSize) => ((input - 1) / blockSize) + 1;

    private static string AiperfCommand(string path, long rows, ExportContext context) => string.Create(CultureInfo.InvariantCulture,
        $"aiperf profile --input-file {Shell(path)} --custom-dataset-type mooncake_trace --fixed-schedule "
        + $"--isl-block-size {context.BlockSize}");

    // A path as one word of a shell.
    private static string Shell(string path) =>
        path.All(c => char.IsAsciiLetterOrDigit(c) || "/._-=,".Contains(c, StringComparison.Ordinal))
            ? path
            : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private sealed class Writer(Stream stream, ReplayShape shape, ExportContext context) : IExportWriter
    {
        private readonly Utf8Rows _output = new(stream, context.Cancelled);
        private readonly BlockNumbers _blocks = new();
        private long _rows;

        /// <inheritdoc/>
        public void Write(ExportedRows rows, long first)
        {
            var (started, input) = (rows.Numbers(ColumnId.Started), rows.Numbers(ColumnId.InputTokens));
            var output = rows.Numbers(ColumnId.OutputTokens);
            foreach (var row in rows.Kept)
            {
                WriteInstant(started[row] - first);
                _output.Text(",\"input_length\":"u8);
                _output.Number(input[row]);
                _output.Text(",\"output_length\":"u8);
                _output.Number(output[row]);
                WriteBlocks(rows, row, input[row]);
                if (shape.WithSessions)
                {
                    _output.Text(",\"session_id\":\"r"u8);
                    _output.Number(++_rows);
                    _output.Byte((byte)'"');
                }

                _output.Text("}\n"u8);
            }
        }

        /// <inheritdoc/>
        public void Complete() => _output.Flush();

        public void Dispose()
        {
        }

        private void WriteInstant(long sinceFirst)
        {
            _output.Text("{\"timestamp\":"u8);
            if (shape.InSeconds) _output.Seconds(sinceFirst);
            else _output.Number(sinceFirst / TimeSpan.TicksPerMillisecond);
        }

        private void WriteBlocks(ExportedRows rows, int row, long input)
        {
            var blocks = rows.Blocks[row];
            if (shape.Blocks == ReplayBlocks.WhereAllHaveThem && !context.EveryRowHasBlocks) return;
            if (blocks.IsEmpty && shape.Blocks == ReplayBlocks.WherePresent) return;
            _output.Text(",\"hash_ids\":["u8);
            if (blocks.IsEmpty) WriteFresh(BlocksOf(input, context.BlockSize));
            else WriteKnown(blocks, rows.Files[row], rows.Texts(ColumnId.Model)[row]!);
            _output.Byte((byte)']');
            if (_blocks.Count > MostBlocks)
                throw new WorkloadException($"The rows have more than {MostBlocks:N0} different blocks, more than a replayer can number.");
        }

        private void WriteFresh(long count)
        {
            var next = _blocks.Fresh(count);
            for (var i = 0; i < count; i++)
            {
                if (i > 0) _output.Byte((byte)',');
                _output.Number(next + i);
            }
        }

        private void WriteKnown(ReadOnlySpan<ulong> blocks, long file, string model)
        {
            for (var i = 0; i < blocks.Length; i++)
            {
                if (i > 0) _output.Byte((byte)',');
                _output.Number(_blocks.Of(file, model, blocks[i]));
            }
        }
    }
}
