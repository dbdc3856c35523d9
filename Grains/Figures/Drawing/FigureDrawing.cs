using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using OxyPlot.SkiaSharp;
using SkiaSharp;

namespace LlmWorkload.Figures;

/// <summary>Draws figures.</summary>
internal static partial class FigureDrawing
{
    private const int LargestPage = 64 << 20;
    private const int MostOfThumbnail = 40_000;
    private const float ThumbnailStep = 0.8f;
    private const float SmallestThumbnail = 0.3f;
    private const float PointsPerInch = 72;
    private const float CssPixelsPerInch = 96;
    private const float PdfPixelsPerInch = 300;

    // The pixels of a usual page are 6 MB, and slow to allocate. The shared pool keeps arrays for every thread.
    private static readonly ArrayPool<byte> Pages = ArrayPool<byte>.Create(LargestPage, Environment.ProcessorCount);

    // A context keeps the fonts that it has found, and Skia the glyphs of a font: both take longer than to draw a text. One that failed
    // is left to the collector.
    private static readonly ConcurrentBag<PixelContext> Contexts = [];

    /// <summary>Draws a figure and encodes it.</summary>
    /// <param name="figure">What to draw.</param>
    /// <param name="format">
    /// PNG (width·scale × height·scale pixels), or SVG and PDF of the size in inches.
    /// </param>
    /// <param name="size">Logical size and scale; both sides at least an inch of 96 logical pixels.</param>
    /// <returns>The bytes of the file.</returns>
    /// <exception cref="WorkloadException">No font is installed.</exception>
    public static byte[] Draw(Figure figure, FigureFormat format, FigureSize size)
    {
        ArgumentNullException.ThrowIfNull(figure);
        if (size.Width < CssPixelsPerInch || size.Height < CssPixelsPerInch || !(size.Scale > 0))
            throw new ArgumentOutOfRangeException(nameof(size), size, "A figure is at least 96×96 at a positive scale.");

        return format switch
        {
            FigureFormat.Png => OnPage(figure, size, PngEncoder.Encode),
            FigureFormat.Svg => DrawSvg(figure, size),
            FigureFormat.Pdf => DrawPdf(figure, size),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Unknown figure format."),
        };
    }

    /// <summary>A PNG of at most 40 KB: 480×320 pixels, or fewer where a figure of many colours takes more.</summary>
    public static byte[] Thumbnail(Figure figure)
    {
        var size = FigureSize.Thumbnail;
        while (true)
        {
            var png = Draw(figure, FigureFormat.Png, size);
            if (png.Length <= MostOfThumbnail || size.Scale < SmallestThumbnail) return png;
            size = size with { Scale = size.Scale * ThumbnailStep };
        }
    }

    /// <summary>Draws a figure on a page of pixels.</summary>
    /// <param name="figure">What to draw.</param>
    /// <param name="size">Logical size and scale.</param>
    /// <param name="read">
    /// Gets the pixels, row after row, each blue, green, red and full opacity; pixels of a row; rows. The pixels are there during the call
    /// alone.
    /// </param>
    /// <returns>What <paramref name="read"/> returns.</returns>
    internal static T OnPage<T>(Figure figure, FigureSize size, Func<ReadOnlySpan<byte>, int, int, T> read)
    {
        var info = new SKImageInfo(
            (int)MathF.Round(size.Width * size.Scale),
            (int)MathF.Round(size.Height * size.Scale),
            SKColorType.Bgra8888,
            SKAlphaType.Opaque);
        var rented = Pages.Rent(info.BytesSize);
        var pinned = GCHandle.Alloc(rented, GCHandleType.Pinned);
        try
        {
            using var bitmap = new SKBitmap();
            if (!bitmap.InstallPixels(info, pinned.AddrOfPinnedObject()))
                throw new InvalidOperationException("Skia does not draw on the pixels of a figure.");
            using (var canvas = new SKCanvas(bitmap))
            {
                if (!Contexts.TryTake(out var context)) context = new PixelContext();
                context.TurnTo(bitmap, canvas, size.Scale);
                Paint(figure, context, size);
                context.TurnTo(null, null, 1);
                Contexts.Add(context);
            }

            return read(rented.AsSpan(0, info.BytesSize), info.Width, info.Height);
        }
        finally
        {
            pinned.Free();
            Pages.Return(rented);
        }
    }

    private static byte[] DrawSvg(Figure figure, FigureSize size)
    {
        using var memory = new MemoryStream();
        var scale = CssPixelsPerInch / (float)size.Sizes.UnitsPerInch;
        using (var stream = new SKManagedWStream(memory))
        using (var canvas = SKSvgCanvas.Create(SKRect.Create(size.Width * scale, size.Height * scale), stream))
        using (var context = Vectors(canvas, scale))
            Paint(figure, context, size);
        var svg = Encoding.UTF8.GetString(memory.GetBuffer(), 0, (int)memory.Length);
        return Encoding.UTF8.GetBytes(Renumbered(TrailingComma().Replace(svg, "$1\"")));
    }

    // Without the time of drawing, so that the same figure has the same bytes.
    private static byte[] DrawPdf(Figure figure, FigureSize size)
    {
        using var memory = new MemoryStream();
        var scale = PointsPerInch / (float)size.Sizes.UnitsPerInch;
        using (var stream = new SKManagedWStream(memory))
        using (var document = SKDocument.CreatePdf(
            stream, new SKDocumentPdfMetadata { Title = figure.Title, RasterDpi = PdfPixelsPerInch }))
        {
            using (var context = Vectors(document.BeginPage(size.Width * scale, size.Height * scale), scale))
                Paint(figure, context, size);
            document.EndPage();
            document.Close();
        }

        return memory.ToArray();
    }

    private static FigureContext Vectors(SKCanvas canvas, float scale)
    {
        canvas.Scale(scale);
        return new FigureContext { SkCanvas = canvas, RenderTarget = RenderTarget.VectorGraphic, UseTextShaping = false };
    }

    // Skia numbers the clips of a process on and on. They are numbered within the figure, so that the same figure has the same bytes.
    private static string Renumbered(string svg)
    {
        var numbers = new Dictionary<string, int>();
        return Clip().Replace(svg, clip =>
        {
            var id = clip.Groups[2].Value;
            if (!numbers.TryGetValue(id, out var number)) numbers[id] = number = numbers.Count;
            return $"{clip.Groups[1].Value}{number}";
        });
    }

    // Skia ends every list of glyph positions with a comma. The SVG grammar forbids it: Firefox and librsvg then ignore the list.
    [GeneratedRegex(@"( [xy]=""[-+0-9.eE, ]*), """)]
    private static partial Regex TrailingComma();

    [GeneratedRegex(@"(<clipPath id=""cl_|clip-path=""url\(#cl_)([0-9a-f]+)")]
    private static partial Regex Clip();

    private static void Paint(Figure figure, FigureContext context, FigureSize size)
    {
        context.SkCanvas.Clear(SKColors.White);
        new FigurePainter(context, size.Width, size.Height, size.Sizes).Paint(figure);
    }
}
