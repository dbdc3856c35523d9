using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using LlmWorkload.Kernels;
using LlmWorkload.Scopes;

namespace LlmWorkload.Comparison;

/// <summary>
/// The file of a side that was saved: a mark, the version, the compressed totals, each compressed distribution behind its length, and the
/// XxHash128 of all that.
/// </summary>
/// <remarks>
/// A distribution of rows stands there once for each model. Over all models it is merged again, which gives the same map.
/// </remarks>
internal static class BaselineFile
{
    /// <summary>The version of the file and of the definitions that its numbers follow. Files of other versions are refused.</summary>
    public const int Version = 1;

    private const int HashBytes = 16;
    private const int HeadBytes = 12;

    private static ReadOnlySpan<byte> Mark => "llmwlcmp"u8;

    /// <summary>A file.</summary>
    /// <param name="totals">Its side.</param>
    /// <param name="distributions">The packed distributions, in the order of <see cref="ComparedDistribution.All"/>.</param>
    public static byte[] Write(SideTotals totals, IReadOnlyList<byte[]> distributions)
    {
        byte[][] sections = [Compressed(writer => Write(writer, totals)), .. distributions];
        var file = new byte[HeadBytes + sections.Sum(section => sizeof(long) + (long)section.Length) + HashBytes];
        Mark.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(Mark.Length), Version);
        var at = HeadBytes;
        foreach (var section in sections)
        {
            BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(at), section.Length);
            section.CopyTo(file, at + sizeof(long));
            at += sizeof(long) + section.Length;
        }

        XxHash128.Hash(file.AsSpan(0, at), file.AsSpan(at));
        return file;
    }

    /// <summary>A distribution as it stands in a file.</summary>
    public static byte[] Pack(ComparedDistribution distribution, SideDistribution side) => Compressed(writer =>
    {
        if (!distribution.IsOfRows) Write(writer, side.Overall.Encode());
        foreach (var model in side.Models) Write(writer, model);
    });

    /// <summary>Reads a distribution.</summary>
    /// <param name="distribution">Which.</param>
    /// <param name="packed">As <see cref="Pack"/> wrote it.</param>
    /// <param name="models">How many models the side has.</param>
    public static SideDistribution Unpack(ComparedDistribution distribution, byte[] packed, int models) => Decompressed(packed, reader =>
    {
        var overall = distribution.IsOfRows ? null : FrequencyMap.Decode(ReadFrequencies(reader));
        PackedFrequencies[] each = [.. Enumerable.Range(0, models).Select(_ => ReadFrequencies(reader))];
        return overall is null ? SideDistribution.Of(each) : new SideDistribution(overall, each);
    });

    /// <summary>Reads a file: its totals, and its packed distributions.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <exception cref="WorkloadException">It is no baseline, is damaged, or is of another version.</exception>
    public static (SideTotals Totals, IReadOnlyList<byte[]> Distributions) Read(byte[] file, string name)
    {
        if (!file.AsSpan().StartsWith(Mark))
            throw Fault($"'{name}' is no baseline; expected a file that 'compare --save-baseline' wrote.");
        if (file.Length < HeadBytes + HashBytes) throw Damaged(name);
        var version = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(Mark.Length));
        if (version != Version)
            throw Fault($"The baseline '{name}' is of version {version}, but this release compares by version {Version}; save it again.");
        var body = file.AsSpan(0, file.Length - HashBytes);
        if (!XxHash128.Hash(body).AsSpan().SequenceEqual(file.AsSpan(body.Length))) throw Damaged(name);
        var sections = new List<byte[]>();
        for (var at = HeadBytes; at < body.Length; at += sizeof(long) + sections[^1].Length)
        {
            var length = BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(at));
            sections.Add(file.AsSpan(at + sizeof(long), checked((int)length)).ToArray());
        }

        return (Decompressed(sections[0], ReadTotals), sections[1..]);
    }

    private static WorkloadException Damaged(string name) =>
        Fault($"The baseline '{name}' is damaged: its checksum does not match. Save it again.");

    private static WorkloadException Fault(string message) => new(message) { IsInput = true };

    private static byte[] Compressed(Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        using (var deflate = new ZLibStream(stream, CompressionLevel.Fastest))
        using (var buffer = new BufferedStream(deflate, 1 << 16))
        using (var writer = new BinaryWriter(buffer, Encoding.UTF8))
        {
            write(writer);
        }

        return stream.ToArray();
    }

    private static T Decompressed<T>(byte[] section, Func<BinaryReader, T> read)
    {
        using var inflate = new ZLibStream(new MemoryStream(section), CompressionMode.Decompress);
        using var reader = new BinaryReader(new BufferedStream(inflate, 1 << 16), Encoding.UTF8);
        return read(reader);
    }

    private static void Write(BinaryWriter writer, PackedFrequencies frequencies)
    {
        foreach (var bytes in (byte[][])[frequencies.Values, frequencies.Counts])
        {
            writer.Write(bytes.Length);
            writer.Write(bytes);
        }
    }

    private static PackedFrequencies ReadFrequencies(BinaryReader reader) =>
        new(reader.ReadBytes(reader.ReadInt32()), reader.ReadBytes(reader.ReadInt32()));

    private static void Write(BinaryWriter writer, SideTotals totals)
    {
        foreach (var instant in (long?[])[totals.Scope.From, totals.Scope.To]) writer.Write(instant ?? Missing.Value);
        foreach (var values in totals.Scope.Lists)
        {
            writer.Write(values?.Count ?? -1);
            foreach (var value in values ?? []) writer.Write(value);
        }

        writer.Write(totals.Scope.Rows);

        Write(writer, totals.InputTokens);
        Write(writer, totals.OutputTokens);
        foreach (var number in (long[])[totals.Users, totals.First, totals.Last]) writer.Write(number);
        foreach (var count in totals.ByHour.Concat(totals.ByWeekday)) writer.Write(count);
        writer.Write(totals.Functions.Count);
        foreach (var (function, requests) in totals.Functions)
        {
            writer.Write(function);
            writer.Write(requests);
        }

        writer.Write(totals.Models.Count);
        foreach (var model in totals.Models)
        {
            writer.Write(model.Id);
            writer.Write(model.Name);
            writer.Write(model.Requests);
            Write(writer, model.Tokens);
        }
    }

    private static SideTotals ReadTotals(BinaryReader reader)
    {
        return new SideTotals(
            new ResolvedScope(
                ReadInstant(reader), ReadInstant(reader), ReadList(reader), ReadList(reader), ReadList(reader), ReadList(reader),
                ReadList(reader), ReadList(reader), reader.ReadInt64(), null),
            ReadInt128(reader),
            ReadInt128(reader),
            reader.ReadInt64(),
            reader.ReadInt64(),
            reader.ReadInt64(),
            [.. Enumerable.Range(0, 24).Select(_ => reader.ReadInt64())],
            [.. Enumerable.Range(0, 7).Select(_ => reader.ReadInt64())],
            [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => (reader.ReadString(), reader.ReadInt64()))],
            [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => new SideModel(
                reader.ReadString(), reader.ReadString(), reader.ReadInt64(), ReadInt128(reader)))]);
    }

    private static long? ReadInstant(BinaryReader reader) => reader.ReadInt64() is var ticks && ticks == Missing.Value ? null : ticks;

    private static IReadOnlyList<string>? ReadList(BinaryReader reader)
    {
        var count = reader.ReadInt32();
        return count < 0 ? null : [.. Enumerable.Range(0, count).Select(_ => reader.ReadString())];
    }

    private static void Write(BinaryWriter writer, Int128 number)
    {
        writer.Write((ulong)(UInt128)number);
        writer.Write((ulong)((UInt128)number >> 64));
    }

    private static Int128 ReadInt128(BinaryReader reader)
    {
        var low = reader.ReadUInt64();
        return new Int128(reader.ReadUInt64(), low);
    }
}
