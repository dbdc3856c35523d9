using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using LlmWorkload.Figures;

namespace LlmWorkload.Tests.Figures;

/// <summary>Figures as PDF, read by Poppler's programs.</summary>
public sealed class PdfFigureTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("llmwl-pdf-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(FigureDrawingTests.Names), MemberType = typeof(FigureDrawingTests))]
    public void A_pdf_is_one_page_whose_text_can_be_read(string name)
    {
        var figure = SampleFigures.All[name];
        var file = Path.Combine(_folder.FullName, $"{name}.pdf");
        File.WriteAllBytes(file, FigureDrawing.Draw(figure, FigureFormat.Pdf, FigureSize.Default));

        var text = Poppler("pdftotext", "-layout", file, "-");
        Assert.Contains(figure.Title, string.Join(' ', text.Split([' ', '\n', '\f'], StringSplitOptions.RemoveEmptyEntries)));
        Assert.Matches(@"Pages: +1\n", Poppler("pdfinfo", file));
        Assert.Matches(@"Page size: +900 x 600 pts", Poppler("pdfinfo", file));
    }

    [Fact]
    public void Many_points_are_one_picture_in_vectors()
    {
        double[] x = [.. Enumerable.Range(1, 3_000).Select(i => (double)i)];
        var points = SampleFigures.Of(
            "many", new Panel(
                null, new FigureAxis("x", AxisKind.Logarithmic), new FigureAxis("y", AxisKind.Logarithmic),
                [new PointSeries(null, x, x)], false, []));

        var svg = XDocument.Load(new MemoryStream(FigureDrawing.Draw(points, FigureFormat.Svg, FigureSize.Default)));
        Assert.Single(svg.Descendants(), element => element.Name.LocalName == "image");
        Assert.DoesNotContain(svg.Descendants(), element => element.Name.LocalName == "ellipse");

        var file = Path.Combine(_folder.FullName, "many.pdf");
        File.WriteAllBytes(file, FigureDrawing.Draw(points, FigureFormat.Pdf, FigureSize.Default));
        var images = Poppler("pdfimages", "-list", file).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2);
        Assert.Single(images, line => Regex.IsMatch(line, @"^ *\d+ +\d+ image "));
    }

    private static string Poppler(string program, params string[] arguments)
    {
        Assert.SkipUnless(
            (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program))),
            $"There is no {program} (Debian's package poppler-utils).");
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
