using System.Buffers.Binary;
using LlmWorkload.Reading;
using ParquetSharp;

namespace LlmWorkload.Tests.Reading.Parquet;

/// <summary>A damaged file is refused with one sentence that says where, and never ends the program.</summary>
public sealed class ParquetDamageTests : IDisposable
{
    private const int Rows = 12_345;

    // 12,345 as the description at the end of a file writes it, behind the head of its field.
    private static readonly byte[] Count = [0x16, 0xf2, 0xc0, 0x01];

    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_that_is_cut_is_refused()
    {
        var whole = File(500, 120).ToBytes();
        for (var length = 4; length < whole.Length; length += 97)
            Assert.Contains("cannot be read as Parquet", Fault(whole[..length]), StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_of_a_page_is_told_with_row_group_and_column()
    {
        var bytes = File(Rows, 5_000).ToBytes();
        var at = bytes.AsSpan().LastIndexOf("user-"u8);
        while (at > bytes.Length * 0.9) at = bytes.AsSpan(0, at).LastIndexOf("user-"u8);
        bytes[at] ^= 1;
        var message = Fault(bytes);
        Assert.Contains(": row group ", message, StringComparison.Ordinal);
        Assert.Contains(": column user: ", message, StringComparison.Ordinal);
        Assert.Contains(" rows could be read before it.", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0, "its end says 12,346 rows, and its row groups have 12,345")]
    [InlineData(1, 1, "row group 1: column model: it has 12,346 values, and the row group 12,345 rows")]
    [InlineData(0, 99, "row group 1: column model: ")]
    public void Counts_that_do_not_fit_are_told(int first, int last, string words) =>
        Assert.Contains(words, Fault(WithCount(first, last, 0xf4)), StringComparison.Ordinal);

    [Fact]
    public void More_values_than_rows_are_told() =>
        Assert.Contains("more values than the row group has rows", Fault(WithCount(0, 99, 0xf0)), StringComparison.Ordinal);

    [Fact]
    public void Serial_days_are_refused_as_in_other_logs()
    {
        var log = new ParquetLog().Texts("model", "m", "m").Doubles("started_at", 45_292.5, 45_292.75);
        var path = _folder.Write("log.parquet", log.ToBytes());
        var refused = Assert.Throws<WorkloadException>(() => _folder.ReadAll(path, capacity: 64));
        Assert.True(refused.IsInput);
        Assert.Contains("log.parquet: the instants are spreadsheet serial days", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_of_two_lines_is_told_on_one() => Assert.Contains(
        "Names found: model, one\uFFFDtwo.",
        Fault(new ParquetLog().Texts("model", "m").Texts("one\ntwo", "t").ToBytes()), StringComparison.Ordinal);

    [Fact]
    public void An_encrypted_file_is_refused() =>
        Assert.Contains("cannot be read as Parquet", Fault([.. "PARE"u8, .. new byte[200], .. "PARE"u8]), StringComparison.Ordinal);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Damage_of_any_bytes_is_read_or_refused(bool isCompressed)
    {
        var whole = new ParquetLog
        {
            Codec = isCompressed ? Compression.Zstd : Compression.Uncompressed,
            GroupRows = 200,
            PageBytes = 400,
            IsSecondVersion = !isCompressed,
        }.Texts("model", [.. Enumerable.Range(0, 500).Select(i => i % 9 == 0 ? null : $"m{i % 5}")])
            .Texts("user", [.. Enumerable.Range(0, 500).Select(i => $"user-{i}")])
            .Instants("started_at", [.. Enumerable.Range(0, 500).Select(i => DateTime.UnixEpoch.AddSeconds(i))])
            .Doubles("ttft", [.. Enumerable.Range(0, 500).Select(i => i % 7 == 0 ? null : (double?)i)])
            .Lists("hash_ids", PhysicalType.Int64, null,
                [.. Enumerable.Range(0, 500).Select(i => Enumerable.Range(0, i % 6).Select(each => (object?)(long)each).ToArray())])
            .ToBytes();
        var footer = BinaryPrimitives.ReadInt32LittleEndian(whole.AsSpan(whole.Length - 8)) + 8;
        const int Seed = 1;
        for (var trial = 0; trial < 300; trial++)
        {
            var random = new Random(Seed + trial);
            var bytes = whole.ToArray();
            var (from, to) = trial % 2 == 0 ? (4, bytes.Length) : (bytes.Length - footer, bytes.Length);
            for (var changes = random.Next(1, 5); changes > 0; changes--) bytes[random.Next(from, to)] = (byte)random.Next(256);
            if (!bytes.AsSpan().StartsWith("PAR1"u8)) continue;
            try
            {
                _folder.ReadAll(_folder.Write("log.parquet", bytes), capacity: 64);
            }
            catch (WorkloadException refused)
            {
                Assert.True(refused.IsInput);
                Assert.Contains("log.parquet", refused.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', refused.Message);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"Seed {Seed + trial}", failure);
            }
        }
    }

    private static ParquetLog File(int rows, int groupRows) => new ParquetLog
    {
        Codec = Compression.Uncompressed,
        HasDictionary = false,
        GroupRows = groupRows,
        PageBytes = 4_000,
    }.Texts("model", [.. Enumerable.Range(0, rows).Select(i => $"m{i % 5}")])
        .Texts("user", [.. Enumerable.Range(0, rows).Select(i => $"user-{i}")])
        .Instants("started_at", [.. Enumerable.Range(0, rows).Select(i => DateTime.UnixEpoch.AddSeconds(i))]);

    // The first is of the file, the last of the row group; those between are of its columns.
    private static byte[] WithCount(int first, int last, byte low)
    {
        var bytes = File(Rows, 100_000).ToBytes();
        var at = bytes.Length - 8 - BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(bytes.Length - 8));
        for (var found = 0; bytes.AsSpan(at).IndexOf(Count) is >= 0 and var next; found++)
        {
            at += next + 1;
            if (found >= first && found <= last) bytes[at] = low;
        }

        return bytes;
    }

    private string Fault(byte[] bytes)
    {
        var message = _folder.Fault(bytes, name: "log.parquet").Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }
}
