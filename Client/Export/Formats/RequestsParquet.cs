using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using LlmWorkload.Segments;
using ParquetSharp;
using ParquetSharp.Schema;
using Encoding = System.Text.Encoding;
using TimeUnit = ParquetSharp.TimeUnit;

namespace LlmWorkload.Export;

/// <summary>Requests as Parquet, typed: texts, 64-bit whole numbers, instants in microseconds of UTC, seconds, decimal dollars.</summary>
internal sealed class RequestsParquet : IExportFormat
{
    /// <inheritdoc/>
    public string Name => "requests-parquet";

    /// <inheritdoc/>
    public string Sentence => "requests as Parquet";

    /// <inheritdoc/>
    public string Extension => ".parquet";

    /// <inheritdoc/>
    public Func<int, string?> WhyLeftOut(ExportedRows rows, int blockSize) => RequestColumns.WhyLeftOut(rows);

    /// <inheritdoc/>
    public IExportWriter Open(Stream output, ExportContext context) => new Writer(output, context);

    private sealed class Writer : IExportWriter
    {
        private const int CostPrecision = 18;
        private const int CostScale = 9;
        private const short Absent = 0;
        private const short Present = 1;
        private const short NoBlocks = 0;
        private const short Block = 2;

        private readonly IReadOnlyList<RequestColumn> _columns;
        private readonly bool _hasBlocks;
        private readonly CountedStream _output;
        private readonly ParquetFileWriter _file;
        private long _inexact;

        public Writer(Stream output, ExportContext context)
        {
            _columns = RequestColumns.Of(context.Columns);
            _hasBlocks = context.Columns.Contains(ColumnId.Blocks);
            _output = new CountedStream(output);
            using var schema = new GroupNode(
                "schema", Repetition.Required, [.. _columns.Select(Node), .. _hasBlocks ? (Node[])[BlocksNode()] : []]);
            using var builder = new WriterPropertiesBuilder();
            using var properties = builder.Compression(Compression.Zstd).EnablePageChecksum().Build();
            _file = Guard(() => new ParquetFileWriter(_output, schema, properties, leaveOpen: true));
        }

        /// <inheritdoc/>
        public string? Note => _inexact == 0
            ? null
            : $"{InvariantText.Whole(_inexact)} instants have a 7th digit of a second, which Parquet's microseconds have no place for.";

        /// <inheritdoc/>
        public void Write(ExportedRows rows, long first) => Guard(() =>
        {
            Write(rows);
            return 0;
        });

        /// <inheritdoc/>
        public void Complete() => Guard(() =>
        {
            _file.Close();
            return 0;
        });

        public void Dispose() => _file.Dispose();

        // What the library says of a stream that failed has its stack trace.
        private T Guard<T>(Func<T> write)
        {
            try
            {
                return write();
            }
            catch (ParquetException) when (_output.Failure is not null)
            {
                ExceptionDispatchInfo.Throw(_output.Failure);
                throw;
            }
        }

        private void Write(ExportedRows rows)
        {
            using var group = _file.AppendRowGroup();
            foreach (var column in _columns)
            {
                using var writer = group.NextColumn();
                switch (column.Kind)
                {
                    case RequestColumnKind.Text:
                        Texts((ColumnWriter<ByteArray>)writer, rows, rows.Texts(column.Column));
                        break;
                    case RequestColumnKind.Status:
                        Texts((ColumnWriter<ByteArray>)writer, rows, Distinct(rows, new Endings(rows).Status));
                        break;
                    case RequestColumnKind.Error:
                        Texts((ColumnWriter<ByteArray>)writer, rows, Distinct(rows, new Endings(rows).Error));
                        break;
                    case RequestColumnKind.Seconds:
                        Values((ColumnWriter<double>)writer, rows, rows.Numbers(column.Column), Seconds);
                        break;
                    case RequestColumnKind.Started:
                        Values((ColumnWriter<long>)writer, rows, rows.Numbers(column.Column), Micros);
                        break;
                    case RequestColumnKind.Completed:
                        Values((ColumnWriter<long>)writer, rows, Completed(rows), Micros);
                        break;
                    default:
                        Values((ColumnWriter<long>)writer, rows, rows.Numbers(column.Column), static value => value);
                        break;
                }
            }

            if (_hasBlocks) WriteBlocks(group, rows);
            group.Close();
        }

        private static Node Node(RequestColumn column) => column.Kind switch
        {
            RequestColumnKind.Text or RequestColumnKind.Status or RequestColumnKind.Error =>
                Primitive(column.Name, PhysicalType.ByteArray, LogicalType.String()),
            RequestColumnKind.Seconds => Primitive(column.Name, PhysicalType.Double, LogicalType.None()),
            RequestColumnKind.Dollars => Primitive(column.Name, PhysicalType.Int64, LogicalType.Decimal(CostPrecision, CostScale)),
            RequestColumnKind.Started or RequestColumnKind.Completed =>
                Primitive(column.Name, PhysicalType.Int64, LogicalType.Timestamp(isAdjustedToUtc: true, TimeUnit.Micros)),
            _ => Primitive(column.Name, PhysicalType.Int64, LogicalType.Int(64, isSigned: true)),
        };

        private static PrimitiveNode Primitive(string name, PhysicalType type, LogicalType meaning) =>
            new(name, Repetition.Optional, meaning, type);

        private static GroupNode BlocksNode() => new(
            "hash_ids", Repetition.Optional,
            [
                new GroupNode("list", Repetition.Repeated,
                    [new PrimitiveNode("element", Repetition.Required, LogicalType.Int(64, isSigned: false), PhysicalType.Int64)]),
            ],
            LogicalType.List());

        private static double Seconds(long ticks) => ticks / (double)TimeSpan.TicksPerSecond;

        private static long[] Completed(ExportedRows rows)
        {
            var (started, durations) = (rows.Numbers(ColumnId.Started), rows.Numbers(ColumnId.Duration));
            var completed = new long[started.Length];
            for (var row = 0; row < completed.Length; row++)
                completed[row] = durations[row] == Missing.Value ? Missing.Value : started[row] + durations[row];
            return completed;
        }

        private static ExportedTexts Distinct(ExportedRows rows, Func<int, string?> textOf)
        {
            var known = new Dictionary<string, int>(StringComparer.Ordinal);
            var index = new int[rows.Numbers(ColumnId.Started).Length];
            foreach (var row in rows.Kept)
            {
                index[row] = -1;
                if (textOf(row) is not { } text) continue;
                known.TryAdd(text, known.Count);
                index[row] = known[text];
            }

            return new ExportedTexts([.. known.Keys], index);
        }

        private static void Values<T>(ColumnWriter<T> writer, ExportedRows rows, long[] values, Func<long, T> of)
            where T : unmanaged
        {
            var levels = new short[rows.Kept.Length];
            var present = new List<T>(levels.Length);
            for (var i = 0; i < levels.Length; i++)
            {
                var value = values[rows.Kept[i]];
                if (value == Missing.Value) continue;
                levels[i] = Present;
                present.Add(of(value));
            }

            writer.WriteBatch(levels.Length, levels, default, CollectionsMarshal.AsSpan(present));
        }

        // The library takes addresses of bytes, which must not move until it has copied them.
        private static void Texts(ColumnWriter<ByteArray> writer, ExportedRows rows, ExportedTexts texts)
        {
            var lengths = Array.ConvertAll(texts.Values, Encoding.UTF8.GetByteCount);
            var pool = GC.AllocateArray<byte>(lengths.Sum() + 1, pinned: true);
            var places = new ByteArray[texts.Values.Length];
            for (var (i, at) = (0, 0); i < places.Length; at += lengths[i++])
            {
                Encoding.UTF8.GetBytes(texts.Values[i], pool.AsSpan(at));
                places[i] = new ByteArray(Marshal.UnsafeAddrOfPinnedArrayElement(pool, at), lengths[i]);
            }

            var levels = new short[rows.Kept.Length];
            var present = new List<ByteArray>(levels.Length);
            for (var i = 0; i < levels.Length; i++)
            {
                var text = texts.Index[rows.Kept[i]];
                levels[i] = text < 0 ? Absent : Present;
                if (text >= 0) present.Add(places[text]);
            }

            writer.WriteBatch(levels.Length, levels, default, CollectionsMarshal.AsSpan(present));
            GC.KeepAlive(pool);
        }

        private static void WriteBlocks(RowGroupWriter group, ExportedRows rows)
        {
            List<short> definitions = [], repetitions = [];
            var values = new List<long>();
            foreach (var row in rows.Kept)
            {
                var blocks = rows.Blocks[row];
                if (blocks.IsEmpty)
                {
                    definitions.Add(NoBlocks);
                    repetitions.Add(0);
                }

                for (var i = 0; i < blocks.Length; i++)
                {
                    definitions.Add(Block);
                    repetitions.Add((short)(i == 0 ? 0 : 1));
                    values.Add(unchecked((long)blocks[i]));
                }
            }

            using var writer = (ColumnWriter<long>)group.NextColumn();
            writer.WriteBatch(definitions.Count, CollectionsMarshal.AsSpan(definitions), CollectionsMarshal.AsSpan(repetitions),
                CollectionsMarshal.AsSpan(values));
        }

        private long Micros(long ticks)
        {
            if (ticks % TimeSpan.TicksPerMicrosecond != 0) _inexact++;
            return (ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        }
    }
}
