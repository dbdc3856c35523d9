using LlmWorkload.Figures;
using OxyPlot;
using SkiaSharp;

namespace LlmWorkload.Tests.Figures;

/// <summary>Every kind of figure in every form: what is written can be read, and colours are those of the series.</summary>
public sealed class FigureStructureTests
{
    private const double PaperPointsPerUnit = 72.0 / 108;

    private static readonly Dictionary<string, FigureSize> Forms = new()
    {
        ["screen"] = FigureSize.Default,
        ["thumbnail"] = FigureSize.Thumbnail,
        ["paper"] = FigureSize.Of(FigureForm.Of(FigureFormat.Pdf, FigureStyle.Paper, null, null)),
        ["wide paper"] = FigureSize.Of(FigureForm.Of(FigureFormat.Pdf, FigureStyle.Paper, (7, 3), null)),
    };

    public static IEnumerable<TheoryDataRow<string, string>> Every =>
        Forms.Keys.SelectMany(form => KindFigures.All.Keys.Select(kind => new TheoryDataRow<string, string>(form, kind)));

    public static IEnumerable<TheoryDataRow<string>> Kinds => KindFigures.All.Keys.Select(kind => new TheoryDataRow<string>(kind));

    [Theory]
    [MemberData(nameof(Every))]
    public void Texts_lie_inside_and_do_not_cover_one_another(string form, string kind)
    {
        var size = Forms[form];
        using var drawn = RecordingContext.Of(KindFigures.All[kind], size);

        Assert.NotEmpty(drawn.Texts);
        Assert.Empty(drawn.Texts.Where(text => !text.IsInside(size.Width, size.Height)).Select(text => $"outside: {text}"));
        Assert.Empty(drawn.Texts.SelectMany((one, i) => drawn.Texts.Skip(i + 1).Where(one.Overlaps).Select(other => $"{one} covers {other}")));
    }

    [Fact]
    public void Labels_of_time_stay_on_the_page_at_every_width()
    {
        const double start = 63_871_113_600;
        var axis = new FigureAxis("Time (UTC)", AxisKind.Time);
        for (var width = 220; width <= 900; width += 20)
        {
            for (var hours = 1; hours <= 1_000; hours = (hours * 5 / 4) + 1)
            {
                var figure = SampleFigures.Of("times", new Panel(
                    null, axis, new FigureAxis("Requests", AxisKind.Linear),
                    [new PointSeries(null, [start, start + (3600.0 * hours)], [1, 80])], false, []));
                using var drawn = RecordingContext.Of(figure, new FigureSize(width, 320, 1));
                Assert.Empty(drawn.Texts.Where(text => !text.IsInside(width, 320)).Select(text => $"{hours} h on {width}: {text}"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_screen_says_n_and_a_paper_leaves_the_title_to_the_caption(string kind)
    {
        var figure = KindFigures.All[kind];
        using var screen = RecordingContext.Of(figure, Forms["screen"]);
        using var paper = RecordingContext.Of(figure, Forms["paper"]);

        Assert.Contains(screen.Texts, text => text.Text.Contains("n\u00A0=\u00A012,345", StringComparison.Ordinal));
        Assert.DoesNotContain(paper.Texts, text => text.Text.Contains("What a figure", StringComparison.Ordinal));
        Assert.All(paper.Texts, text => Assert.Equal(8, text.Size * PaperPointsPerUnit, 1e-9));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void Series_have_the_colours_of_their_numbers(string form, string kind)
    {
        var figure = KindFigures.All[kind];
        using var drawn = RecordingContext.Of(figure, Forms[form]);

        var numbers = figure.Panels.SelectMany(panel => panel.Series.Where(series => series.Colour is not null).Take(PlotStyle.Colours))
            .Select(series => series.Colour!.Value).Distinct();
        Assert.All(numbers, number => Assert.Contains(PlotStyle.Series(number, PlotSizes.Screen).Color, drawn.Colours));
    }

    [Fact]
    public void Of_more_lines_than_colours_those_of_fewer_requests_are_behind_and_listed_as_one()
    {
        using var drawn = RecordingContext.Of(KindFigures.All["cdfs"], Forms["screen"]);

        Assert.Contains(PlotStyle.Behind, drawn.Colours);
        Assert.Single(drawn.Texts, text => text.Text == $"{KindFigures.Models - PlotStyle.Colours} others");
        Assert.Equal(PlotStyle.Colours, drawn.Texts.Count(text => text.Text.Contains("(n = 123,456)", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void Models_of_long_names_are_told_apart(string form, string kind)
    {
        var figure = KindFigures.All[kind];
        using var drawn = RecordingContext.Of(figure, Forms[form]);
        string[] names = [.. figure.Panels.SelectMany(panel => panel.Series.Select(series => series.Name)
            .Concat(panel.Series.OfType<PieSlices>().SelectMany(pie => pie.Labels)).Concat(panel.X.Categories ?? []).Concat(panel.Y.Categories ?? []))
            .OfType<string>().Where(name => name.Length > 36).Distinct()];

        // Each is written at most twice: with a slice and with a bar.
        var labels = drawn.Texts.Select(text => text.Text.Split(" (")[0]).Where(text => text.Contains('…')).ToList();
        Assert.All(labels.GroupBy(text => text), label => Assert.InRange(label.Count(), 1, figure.Panels.Count));
        if (names.Length > 0 && kind != "boxes") Assert.NotEmpty(labels);
    }

    [Theory]
    [InlineData("paper", "throughput")]
    [InlineData("paper", "balance")]
    public void Panels_above_one_another_have_one_axis_and_whole_titles(string form, string kind)
    {
        using var drawn = RecordingContext.Of(KindFigures.All[kind], Forms[form]);

        var frames = drawn.Frames.Distinct().ToList();
        Assert.Equal(KindFigures.All[kind].Panels.Count, frames.Count);
        Assert.Single(frames.Select(frame => (frame.Left, frame.Right)).Distinct());
        Assert.DoesNotContain(drawn.Texts, text => text.Text.Contains('…'));
    }

    [Fact]
    public void The_sample_of_a_band_over_another_is_as_dark_as_both()
    {
        using var drawn = RecordingContext.Of(KindFigures.All["band"], Forms["paper"]);

        // P10–P90 once, and P25–P75, which is drawn over it, twice.
        Assert.Equal(3, drawn.Fills.Count(fill => fill.A is > 0 and < 255));
    }

    [Fact]
    public void A_title_of_two_lines_is_broken_near_its_middle()
    {
        var figure = KindFigures.All["cdf"] with
        {
            Title = "Successive inter-arrival times of at least 1 ms, of all users, of a model whose name is of a few words "
                + "(n = 9,175, 75 with a time of 0)",
        };
        using var drawn = RecordingContext.Of(figure, Forms["screen"]);

        string[] lines = [.. drawn.Texts.Take(2).Select(text => text.Text)];
        Assert.Equal(figure.Title.Replace(" = ", "\u00A0=\u00A0", StringComparison.Ordinal), string.Join(' ', lines));
        Assert.InRange(lines[1].Length, figure.Title.Length / 3, figure.Title.Length / 2 + 10);
    }

    [Fact]
    public void A_title_without_room_is_cut_in_its_name_and_not_in_its_count()
    {
        const string count = " (n\u00A0=\u00A013,430, 99 with a time of 0)";
        var figure = KindFigures.All["cdf"] with
        {
            Title = "Successive inter-arrival times, per user, aurelia/Lumen-1-70B-Instruct (n = 13,430, 99 with a time of 0)",
        };
        using var drawn = RecordingContext.Of(figure, Forms["thumbnail"]);

        Assert.EndsWith(count, drawn.Texts[1].Text);
        Assert.Contains('…', drawn.Texts[1].Text[..^count.Length]);
        Assert.All(drawn.Texts.Take(2), line => Assert.True(line.IsInside(480, 320)));
    }

    [Fact]
    public void Of_panels_beside_one_another_each_has_the_width_of_its_share()
    {
        using var drawn = RecordingContext.Of(KindFigures.All["throughput"], Forms["screen"]);

        Assert.All(drawn.Frames, frame => Assert.InRange(frame.Width, 450, 600));
    }

    // What an author does: figures of a column's width, one below the other in two columns, with their captions.
    [Fact]
    public void Figures_for_a_paper_are_set_into_a_page_of_two_columns()
    {
        const float pageWidth = 8.5f * 72, pageHeight = 11 * 72, gap = 0.24f * 72;
        var size = Forms["paper"];
        var (width, height) = (size.Width * (float)PaperPointsPerUnit, size.Height * (float)PaperPointsPerUnit);
        var margin = (pageWidth - gap - (2 * width)) / 2;
        using var memory = new MemoryStream();
        using (var stream = new SKManagedWStream(memory))
        using (var document = SKDocument.CreatePdf(stream, new SKDocumentPdfMetadata { Title = "Two columns" }))
        {
            var (x, y) = (margin, margin);
            SKCanvas? page = null;
            foreach (var figure in KindFigures.All.Values)
            {
                if (y + height > pageHeight - margin)
                {
                    (x, y) = (x + width + gap, margin);
                    if (x + width > pageWidth)
                    {
                        document.EndPage();
                        (x, page) = (margin, null);
                    }
                }

                page ??= document.BeginPage(pageWidth, pageHeight);
                page.Save();
                page.Translate(x, y);
                page.Scale((float)PaperPointsPerUnit);
                using (var context = new FigureContext { SkCanvas = page, RenderTarget = OxyPlot.SkiaSharp.RenderTarget.VectorGraphic, UseTextShaping = false })
                    new FigurePainter(context, size.Width, size.Height, size.Sizes).Paint(figure);
                page.Restore();
                y += height + 16;
            }

            document.EndPage();
            document.Close();
        }

        Assert.InRange(margin, 0.5 * 72, 72);
        Assert.Equal("%PDF"u8.ToArray(), memory.ToArray()[..4]);
        if (Environment.GetEnvironmentVariable("LLMWL_SCREENSHOTS") is { Length: > 0 } folder)
            File.WriteAllBytes(Path.Combine(folder, "two-columns.pdf"), memory.ToArray());
    }
}
