using System.Text;
using CsCheck;
using LlmWorkload.Reading;
using LlmWorkload.Reading.Csv;

namespace LlmWorkload.Tests.Reading;

public sealed class CsvScannerTests
{
    private const int Fields = 3;

    private static readonly CsvDialect Comma = new((byte)',', (byte)'\n', SkipsBlanks: false);

    [Fact]
    public void Any_text_reads_as_the_plain_way_reads_it_whatever_the_buffer() =>
        Gen.Select(Texts, Gen.Int[1, 90], Gen.Int[1, 40], Gen.Int[1, 7]).Sample(
        (text, buffer, block, lines) => Assert.Equal(
            PlainCsv.Read(text, Fields, lines),
            Scan(text, new CsvMemory(buffer, 1 << 20, 1 << 20), block, lines, [true, true, true])),
        iter: 40_000,
        threads: 1);

    [Fact]
    public void What_nobody_reads_is_dropped_and_changes_nothing() => Gen.Select(Texts, Gen.Int[1, 20], Gen.Int[1, 40]).Sample(
        (text, roomy, block) =>
        {
            var expected = PlainCsv.Read(text, Fields, 5);
            var found = Scan(text, new CsvMemory(roomy, roomy, 1 << 20), block, 5, [false, true, false]);
            Assert.Equal(expected.Select(record => record with { Fields = Second(record.Fields) }), found.Select(
                record => record with { Fields = Second(record.Fields) }));
        },
        iter: 40_000,
        threads: 1);

    [Fact]
    public void Every_line_belongs_to_one_record() => Gen.Select(Texts, Gen.Int[1, 7]).Sample(
        (text, lines) =>
        {
            var records = Scan(text, CsvMemory.Usual, 1_000, lines, [true, true, true]);
            var covered = records.SelectMany(record => Enumerable.Range((int)record.Line, (int)record.Lines)).ToList();
            var all = text.Split('\n').Select((line, index) => (Line: index + 1, IsEmpty: line is "" or "\r")).ToList();
            Assert.Equal(covered.Count, covered.Distinct().Count());
            Assert.All(all.Where(line => !line.IsEmpty), line => Assert.Contains(line.Line, covered));
        },
        iter: 20_000,
        threads: 1);

    [Fact]
    public void The_hash_at_any_record_is_that_of_the_text_before_it() => Gen.Select(Texts, Gen.Int[1, 60], Gen.Int[1, 40]).Sample(
        (text, buffer, block) =>
        {
            var bytes = Encoding.Latin1.GetBytes(text);
            var csv = new CsvScanner(
                new Blocks(bytes, block), Comma, new CsvLimits(1 << 20, 5), 0, 1, new CsvMemory(buffer, buffer, 1 << 20));
            csv.HashFrom(new TextHash());
            csv.Expect(Fields, [true, false, true]);
            var n = 0;
            while (csv.Read())
            {
                if (n++ % 3 == 1) Assert.Equal(TextHash.Of(bytes.AsSpan(0, (int)csv.NextOffset)), csv.HashHere()!.Mark);
            }

            Assert.Equal(TextHash.Of(bytes), csv.HashHere()!.Mark);
            Assert.Equal(text.Length > 0 && text[^1] != '\n', csv.EndsInLine);
        },
        iter: 20_000,
        threads: 1);

    [Fact]
    public void Files_of_old_Macintoshes_have_lines_too()
    {
        var dialect = CsvDialect.Of("a,b,c\r1,2,3\r"u8);
        var csv = new CsvScanner(new Blocks("1,2,3\r\r4,\"5\r5\",6"u8.ToArray(), 3), dialect, new CsvLimits(100, 5), 0, 1);
        csv.Expect(Fields, [true, true, true]);
        Assert.True(csv.Read());
        Assert.True(csv.Read());
        Assert.Equal(("5\r5", 3L, 2L), (Encoding.Latin1.GetString(csv.Field(1)), csv.Line, csv.Lines));
        Assert.False(csv.Read());
    }

    private static Gen<string> Texts => Gen.Frequency(
        (30, Gen.Int[0, 5].Select(i => ((string[])["a", "bc", "1", "x y", " ", "\t"])[i])),
        (22, Gen.Const(",")),
        (14, Gen.Const("\n")),
        (2, Gen.Const("\r\n")),
        (1, Gen.Const("\r")),
        (8, Gen.Const("\"")),
        (3, Gen.Const(",\"")),
        (3, Gen.Const("\",")),
        (3, Gen.Const("\"\"")),
        (10, Gen.Const("a,b,c\n")),
        (4, Gen.Const("a,\"b\nb\",c\n")),
        (1, Gen.Int[30, 120].Select(length => new string('l', length)))).Array[0, 60].Select(string.Concat);

    private static string Second(string fields) => fields.Length == 0 ? "" : fields.Split(PlainCsv.Record.Joint)[1];

    private static List<PlainCsv.Record> Scan(string text, CsvMemory memory, int block, int lines, bool[] read)
    {
        var csv = new CsvScanner(new Blocks(Encoding.Latin1.GetBytes(text), block), Comma, new CsvLimits(1 << 20, lines), 0, 1, memory);
        csv.Expect(Fields, read);
        var records = new List<PlainCsv.Record>();
        while (csv.Read())
        {
            var fields = Enumerable.Range(0, Fields).Select(field => read[field] ? Encoding.Latin1.GetString(csv.Field(field)) : "");
            records.Add(
                new PlainCsv.Record(
                csv.Line, csv.Lines, csv.Fault == CsvFault.None
                ? ""
                : csv.Fault.ToString(), csv.Fault == CsvFault.None ? string.Join(PlainCsv.Record.Joint, fields) : ""));
        }

        return records;
    }

    /// <summary>Bytes that come in small blocks.</summary>
    private sealed class Blocks(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, most)]);
    }
}
