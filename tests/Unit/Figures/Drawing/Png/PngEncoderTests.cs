using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using CsCheck;
using LlmWorkload.Figures;
using SkiaSharp;

namespace LlmWorkload.Tests.Figures;

/// <summary>What is encoded is what was drawn, as Skia reads it.</summary>
public sealed class PngEncoderTests
{
    private const int TypeAndCheck = 8;

    public static TheoryData<string> Names => [.. SampleFigures.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_figure_differs_from_what_was_drawn_by_no_more_than_an_edge_can_hide(string name)
    {
        var (drawn, read) = FigureDrawing.OnPage(
            SampleFigures.All[name], new FigureSize(1200, 800, 1),
            (pixels, width, height) => (Colours(pixels), Read(pixels, width, height)));

        // Areas and long lines have the colours that many pixels have.
        var often = drawn.CountBy(colour => colour).Where(colour => colour.Value >= 256 && colour.Value * 8_192L >= drawn.Length)
            .Select(colour => colour.Key).ToHashSet();
        Assert.Contains(0xFFFFFFFFu, often);
        for (var i = 0; i < drawn.Length; i++)
        {
            if (drawn[i] == read[i]) continue;
            if (often.Contains(drawn[i]) || Apart(drawn[i], read[i]) > ColourPalette.MostDifference)
                Assert.Fail($"Pixel {i} is {drawn[i]:x8}, and is read as {read[i]:x8}.");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_thumbnail_has_a_palette(string name)
    {
        var png = FigureDrawing.Draw(SampleFigures.All[name], FigureFormat.Png, FigureSize.Thumbnail);

        Assert.Contains("PLTE", Chunks(png).Select(chunk => chunk.Type));
    }

    [Fact]
    public void Up_to_256_colours_are_exact() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[1, 256], Gen.Int[0, 1 << 30])
            .SelectMany((width, height, colours, seed) => Gen.Int[0, colours - 1].Array[width * height].Select(places => (
                width, page: Array.ConvertAll(places, place => Opaque((uint)(seed ^ (place * 7919)))))))
            .Sample(drawn => Assert.Equal(drawn.page, Read(drawn.page, drawn.width)), iter: 300);

    [Fact]
    public void Nearly_as_many_colours_as_pixels_are_exact_too()
    {
        // 300 · 200 colours, in steps that no palette comes near to.
        var page = Enumerable.Range(0, 300 * 200).Select(i => Opaque((uint)i * 40503 * 257)).ToArray();
        var png = PngEncoder.Encode(MemoryMarshal.AsBytes<uint>(page), 300, 200);

        Assert.Equal(page, Read(page, 300));
        Assert.DoesNotContain("PLTE", Chunks(png).Select(chunk => chunk.Type));
    }

    [Fact]
    public void Rare_shades_become_near_ones_and_common_colours_stay()
    {
        // 1,000 greens of a pixel each below rows of white, and two bars whose colours are nearly the same.
        var page = new uint[400 * 400];
        Array.Fill(page, 0xFFFFFFFF);
        page.AsSpan(0, 4_000).Fill(Opaque(0x0072B2));
        page.AsSpan(8_000, 4_000).Fill(Opaque(0x0072B4));
        for (var i = 0; i < 1_000; i++) page[100_000 + (i * 7)] = Opaque((uint)((i % 200 << 8) | i / 200));

        var read = Read(page, 400);

        Assert.Equal(page[..12_000], read[..12_000]);
        Assert.All(page.Zip(read), pair => Assert.InRange(Apart(pair.First, pair.Second), 0, 16));
        Assert.InRange(read.Distinct().Count(), 4, 256);
    }

    [Fact]
    public void Every_chunk_has_its_length_and_its_check()
    {
        var png = FigureDrawing.Draw(SampleFigures.All["cdf"], FigureFormat.Png, new FigureSize(300, 200, 1));

        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], png[..8]);
        var chunks = Chunks(png).ToList();
        Assert.Equal(["IHDR", "PLTE", "IDAT", "IEND"], chunks.Select(chunk => chunk.Type));
        Assert.All(chunks, chunk => Assert.Equal(Check([.. Encoding.ASCII.GetBytes(chunk.Type), .. chunk.Content]), chunk.Check));
        Assert.Equal([0, 0, 1, 44, 0, 0, 0, 200, 8, 3, 0, 0, 0], chunks[0].Content);
        Assert.Empty(chunks[3].Content);

        // A byte for the filter of each row, and one for each pixel; the stream checks what it unpacks.
        using var rows = new MemoryStream();
        using (var packed = new ZLibStream(new MemoryStream(chunks[2].Content), CompressionMode.Decompress)) packed.CopyTo(rows);
        Assert.Equal(301 * 200, rows.Length);
    }

    [Fact]
    public void Colours_are_numbered_and_counted_as_a_dictionary_would() =>
        Gen.UInt[0, 3_000].Select(Gen.Int[1, 9]).Array[0, 4_000].Sample(seen =>
        {
            var table = new ColourTable();
            foreach (var (colour, pixels) in seen) table.AddPixels(table.Number(colour * 0x01010101), pixels);

            var expected = new Dictionary<uint, long>();
            foreach (var (colour, pixels) in seen)
                expected[colour * 0x01010101] = expected.GetValueOrDefault(colour * 0x01010101) + pixels;
            Assert.Equal(seen.Select(each => each.Item1 * 0x01010101).Distinct(), table.Colours.ToArray());
            Assert.Equal(
                expected, table.Colours.ToArray().Zip(table.Pixels.ToArray()).ToDictionary(each => each.First, each => each.Second));
        }, iter: 100);

    private static uint Opaque(uint colour) => colour | 0xFF000000;

    private static uint[] Read(uint[] page, int width) => Read(MemoryMarshal.AsBytes<uint>(page), width, page.Length / width);

    private static uint[] Read(ReadOnlySpan<byte> pixels, int width, int height)
    {
        using var bitmap = SKBitmap.Decode(
            PngEncoder.Encode(pixels, width, height), new SKImageInfo(width, height, SKColorType.Bgra8888, SKAlphaType.Opaque));
        Assert.Equal((width, height), (bitmap.Width, bitmap.Height));
        return Colours(bitmap.GetPixelSpan());
    }

    private static uint[] Colours(ReadOnlySpan<byte> pixels) => MemoryMarshal.Cast<byte, uint>(pixels).ToArray();

    private static int Apart(uint a, uint b)
    {
        var most = 0;
        for (var shift = 0; shift < 32; shift += 8) most = Math.Max(most, Math.Abs((byte)(a >> shift) - (byte)(b >> shift)));
        return most;
    }

    private static IEnumerable<(string Type, byte[] Content, uint Check)> Chunks(byte[] png)
    {
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            at += sizeof(int);
            yield return (
                Encoding.ASCII.GetString(png, at, 4), png[(at + 4)..(at + 4 + length)],
                BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at + 4 + length)));
            at += length + TypeAndCheck;
        }
    }

    // The check of the specification, bit by bit.
    private static uint Check(byte[] bytes)
    {
        var check = uint.MaxValue;
        foreach (var value in bytes)
        {
            check ^= value;
            for (var bit = 0; bit < 8; bit++) check = (check & 1) == 0 ? check >> 1 : (check >> 1) ^ 0xEDB88320;
        }

        return ~check;
    }
}
