using CsCheck;
using LlmWorkload.Segments;

namespace LlmWorkload.Tests.Segments;

public sealed class SegmentDamageTests
{
    private static readonly byte[] Whole = SmallSegment();

    [Fact]
    public void Any_single_flipped_bit_is_refused()
    {
        for (var bit = 0; bit < Whole.Length * 8; bit++)
        {
            byte[] damaged = [.. Whole];
            damaged[bit >> 3] ^= (byte)(1 << (bit & 7));
            Assert.Throws<SegmentFormatException>(() => SegmentReader.Open(damaged));
        }
    }

    [Fact]
    public void Any_truncation_is_refused()
    {
        for (var length = 0; length < Whole.Length; length++)
            Assert.Throws<SegmentFormatException>(() => SegmentReader.Open(Whole.AsMemory(0, length)));
    }

    [Fact]
    public void Bytes_behind_the_end_are_refused() =>
        Assert.Throws<SegmentFormatException>(() => SegmentReader.Open((byte[])[.. Whole, 0]));

    [Fact]
    public void A_newer_version_is_refused_with_the_versions_in_the_message()
    {
        var newer = Forgery.Replace(Whole, Forgery.VersionOffset, 2);
        var refusal = Assert.Throws<SegmentFormatException>(() => SegmentReader.Open(newer));
        Assert.Contains("format 2", refusal.Message);
        Assert.Contains("up to 1", refusal.Message);
    }

    [Fact]
    public void A_message_says_what_is_wrong()
    {
        Assert.Contains("checksum", Refusal(Flipped(Whole.Length - 1)));
        Assert.Contains("3 bytes", Refusal(Whole[..3]));
        Assert.Contains("begin", Refusal(Flipped(0)));
    }

    [Fact]
    public void A_forged_byte_anywhere_never_breaks_the_reader()
    {
        for (var at = Forgery.BodyOffset; at < Whole.Length; at++)
        {
            foreach (var value in Telling(Whole[at]))
                Forgery.ReadAll(Forgery.Replace(Whole, at, value));
        }
    }

    [Fact]
    public void A_forged_end_never_breaks_the_reader()
    {
        for (var length = Forgery.BodyOffset; length < Whole.Length; length++)
            Forgery.ReadAll(Forgery.Seal(Whole[..length]));
    }

    [Fact]
    public void Forged_bytes_in_several_places_never_break_the_reader() =>
        Gen.Select(Gen.Int[Forgery.BodyOffset, Whole.Length - 1], Gen.Byte).Array[2, 6].Sample(
            changes =>
            {
                byte[] forged = [.. Whole];
                foreach (var (at, value) in changes)
                    forged[at] = value;
                Forgery.ReadAll(Forgery.Seal(forged));
            },
            iter: 20_000);

    [Fact]
    public void Forged_column_bytes_never_break_the_reader() =>
        Gen.Select(Gen.Byte[1, 5], Gen.Byte.Array[0, 60]).Sample(
            (encoding, payload) =>
            {
                var empty = new SegmentWriter(Columns.Chunk, 300).ToArray();
                byte[] column = [(byte)ColumnId.User, encoding, (byte)payload.Length, .. payload];
                Forgery.ReadAll(Forgery.Insert(empty, empty.Length, column));
            },
            iter: 20_000);

    [Fact]
    public void A_forged_number_of_rows_cannot_ask_for_unbounded_memory()
    {
        var writer = new SegmentWriter(default, 0);
        var rows = Forgery.BodyOffset + 3;
        var forged = Forgery.Insert(writer.ToArray(), rows, [0xFF, 0xFF, 0xFF, 0x7F]);
        Assert.Contains("rows", Refusal(forged));
    }

    private static string Refusal(byte[] segment) => Assert.Throws<SegmentFormatException>(() => SegmentReader.Open(segment)).Message;

    // Ends of the range and of the parts that a flag or a continuation bit cuts it into, neighbours, and every single bit changed.
    private static IEnumerable<byte> Telling(byte original) =>
        new[] { 0, 1, 2, 3, 64, 65, 126, 127, 128, 129, 192, 254, 255, original - 1, original + 1 }
            .Concat(Enumerable.Range(0, 8).Select(bit => original ^ (1 << bit)))
            .Select(value => unchecked((byte)value))
            .Distinct();

    private static byte[] Flipped(int at)
    {
        byte[] damaged = [.. Whole];
        damaged[at] ^= 0x40;
        return damaged;
    }

    // Every kind of column, with missing values, exceptions, a partial block, and texts of both forms.
    private static byte[] SmallSegment()
    {
        const int Rows = 150;
        var rows = Enumerable.Range(0, Rows).ToArray();
        var writer = new SegmentWriter(Columns.Chunk, Rows);
        writer.AddIntegers(
            ColumnId.Started, Array.ConvertAll(rows, row => 638_000_000_000_000_000L + (row * 70L) - (row % 40 == 9 ? 90_000 : 0)));
        writer.AddIntegers(ColumnId.InputTokens, Array.ConvertAll(rows, row => row % 50 == 7 ? 100_000L : row % 4));
        writer.AddIntegers(ColumnId.Ttft, Array.ConvertAll(rows, row => row % 3 == 0 ? Missing.Value : row % 5 * 10L));
        writer.AddHashes(ColumnId.User, [1, ulong.MaxValue, 3], Array.ConvertAll(rows, row => row % 4 - 1));
        writer.AddTexts(ColumnId.Function, ["chat", "8824e020-fdb5-5c5d-a97e-58fbae5976a9"], Array.ConvertAll(rows, row => row % 2));
        writer.AddTextTable(ColumnId.UserTexts, [3, 1], ["8824e020-fdb5-5c5d-a97e-58fbae5976a9", "aa1570e6-9e53-514f-9a85-91779f26a9d9"]);
        var starts = Array.ConvertAll([.. rows, Rows], row => Math.Min(row, Rows - 1) / 2 * 7);
        writer.AddLists(ColumnId.Blocks, starts, [.. Enumerable.Range(0, starts[^1]).Select(at => (ulong)(at % 21 < 7 ? at % 7 : at))]);
        return writer.ToArray();
    }
}
