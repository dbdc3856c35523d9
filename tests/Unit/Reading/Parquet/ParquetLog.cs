using System.Runtime.InteropServices;
using ParquetSharp;
using ParquetSharp.Schema;
using Encoding = System.Text.Encoding;
using TimeUnit = ParquetSharp.TimeUnit;

namespace LlmWorkload.Tests.Reading.Parquet;

/// <summary>A Parquet file as its rows, written with levels and pages as a test wants them.</summary>
internal sealed class ParquetLog
{
    private readonly List<Node> _nodes = [];
    private readonly List<Leaf> _leaves = [];

    public Compression Codec { get; init; } = Compression.Snappy;

    public int GroupRows { get; init; } = 1_000_000;

    public long PageBytes { get; init; } = 1 << 20;

    public bool HasDictionary { get; init; } = true;

    public bool IsSecondVersion { get; init; }

    /// <summary>Adds columns.</summary>
    public ParquetLog Add(Node node, params Leaf[] leaves)
    {
        _nodes.Add(node);
        _leaves.AddRange(leaves);
        return this;
    }

    /// <summary>Adds a column of values that may be missing.</summary>
    public ParquetLog Add(string name, PhysicalType physical, LogicalType? logical, params object?[] rows) =>
        Add(Primitive(name, physical, logical), new Leaf(rows, 1));

    public ParquetLog Texts(string name, params string?[] rows) =>
        Add(name, PhysicalType.ByteArray, LogicalType.String(), [.. rows.Select(Bytes)]);

    public ParquetLog Numbers(string name, params long?[] rows) =>
        Add(name, PhysicalType.Int64, null, [.. rows.Select(row => (object?)row)]);

    public ParquetLog Doubles(string name, params double?[] rows) =>
        Add(name, PhysicalType.Double, null, [.. rows.Select(row => (object?)row)]);

    /// <summary>Adds instants in microseconds.</summary>
    public ParquetLog Instants(string name, params DateTime[] rows) => Add(
        Primitive(name, PhysicalType.Int64, LogicalType.Timestamp(true, TimeUnit.Micros), Repetition.Required),
        new Leaf([.. rows.Select(row => (object?)((row - DateTime.UnixEpoch).Ticks / 10))], 0));

    /// <summary>Adds lists as most writers have them: of three levels, each of which may be missing.</summary>
    public ParquetLog Lists(string name, PhysicalType physical, LogicalType? logical, params object?[]?[] rows) => Add(
        new GroupNode(name, Repetition.Optional,
            [new GroupNode("list", Repetition.Repeated, [Primitive("element", physical, logical)])], LogicalType.List()),
        new Leaf([.. rows], 3) { Empty = 1 });

    public static Node Primitive(
        string name, PhysicalType physical, LogicalType? logical, Repetition repetition = Repetition.Optional, int length = -1) =>
        new PrimitiveNode(name, repetition, logical ?? LogicalType.None(), physical, length);

    public static object? Bytes(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text);

    public byte[] ToBytes()
    {
        using var schema = new GroupNode("schema", Repetition.Required, _nodes);
        using var builder = new WriterPropertiesBuilder();
        builder.Compression(Codec).DataPagesize(PageBytes).WriteBatchSize(Math.Clamp(PageBytes / 16, 1, 1_024)).EnablePageChecksum();
        if (!HasDictionary) builder.DisableDictionary();
        if (IsSecondVersion) builder.DataPageVersion(ParquetDataPageVersion.V2);
        using var properties = builder.Build();
        using var file = new MemoryStream();
        using (var writer = new ParquetFileWriter(file, schema, properties, leaveOpen: true))
        {
            var rows = _leaves[0].Rows.Count;
            for (var first = 0; first < rows; first += GroupRows)
            {
                using var group = writer.AppendRowGroup();
                foreach (var leaf in _leaves) Write(group, leaf, leaf.Rows.Skip(first).Take(GroupRows));
                group.Close();
            }

            writer.Close();
        }

        return file.ToArray();
    }

    private static void Write(RowGroupWriter group, Leaf leaf, IEnumerable<object?> rows)
    {
        List<short> definitions = [], repetitions = [];
        var values = new List<object>();
        foreach (var row in rows)
        {
            var elements = leaf.Empty < 0 ? [row] : (object?[]?)row ?? [];
            if (elements.Length == 0) Level(row is null ? 0 : leaf.Empty, 0, null);
            for (var i = 0; i < elements.Length; i++)
                Level(elements[i] is not null ? leaf.Max : leaf.Empty >= 0 ? leaf.Max - 1 : 0, i == 0 ? 0 : 1, elements[i]);
        }

        using var column = group.NextColumn();
        switch (column)
        {
            case ColumnWriter<bool> writer: Values(writer, value => (bool)value); break;
            case ColumnWriter<int> writer: Values(writer, value => (int)value); break;
            case ColumnWriter<long> writer: Values(writer, value => (long)value); break;
            case ColumnWriter<Int96> writer: Values(writer, value => (Int96)value); break;
            case ColumnWriter<float> writer: Values(writer, value => (float)value); break;
            case ColumnWriter<double> writer: Values(writer, value => (double)value); break;
            case ColumnWriter<ByteArray> writer: Pinned((place, length) => new ByteArray(place, length), writer); break;
            case ColumnWriter<FixedLenByteArray> writer: Pinned((place, _) => new FixedLenByteArray(place), writer); break;
        }

        void Level(int definition, int repetition, object? value)
        {
            definitions.Add((short)definition);
            repetitions.Add((short)repetition);
            if (value is not null) values.Add(value);
        }

        void Values<T>(ColumnWriter<T> writer, Func<object, T> of)
            where T : unmanaged => writer.WriteBatch(
                definitions.Count, leaf.Max == 0 ? default : CollectionsMarshal.AsSpan(definitions),
                leaf.Empty < 0 ? default : CollectionsMarshal.AsSpan(repetitions), values.Select(of).ToArray());

        void Pinned<T>(Func<nint, int, T> of, ColumnWriter<T> writer)
            where T : unmanaged
        {
            var pool = GC.AllocateArray<byte>(values.Sum(value => ((byte[])value).Length) + 1, pinned: true);
            var at = 0;
            Values(writer, value =>
            {
                var bytes = (byte[])value;
                bytes.CopyTo(pool, at);
                at += bytes.Length;
                return of(Marshal.UnsafeAddrOfPinnedArrayElement(pool, at - bytes.Length), bytes.Length);
            });
            GC.KeepAlive(pool);
        }
    }

    /// <summary>The values of one leaf column.</summary>
    /// <param name="Rows">A value a row, or a list of values where <see cref="Empty"/> says so.</param>
    /// <param name="Max">The definition level of a value.</param>
    internal sealed record Leaf(IReadOnlyList<object?> Rows, int Max)
    {
        /// <summary>The definition level of an empty list; −1 for a column without lists.</summary>
        public int Empty { get; init; } = -1;
    }
}
