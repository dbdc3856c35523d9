using LlmWorkload.Output;
using Microsoft.Extensions.Time.Testing;

namespace LlmWorkload.Tests.Output;

public sealed class FigureProgressTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<(double Share, string Words)> _shown = [];

    [Fact]
    public void Figures_are_counted_and_the_time_left_follows_from_the_time_they_took()
    {
        var progress = Of(2);
        progress.Plan(0);
        progress.Plan(400);
        for (var i = 0; i < 100; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(20));
            progress.Draw();
        }

        // 100 in 2 s, so 300 more take 6.
        Assert.Equal("analyses 1 of 2", _shown[0].Words);
        Assert.Equal("figures 0 of 400", _shown[1].Words);
        Assert.Equal("figures 100 of 400, 6 s left", _shown[^1].Words);
        Assert.Equal(102.0 / 402, _shown[^1].Share, 12);
    }

    [Fact]
    public void Nothing_is_said_of_the_time_while_analyses_are_computed()
    {
        var progress = Of(3);
        progress.Plan(1_000);
        _time.Advance(TimeSpan.FromSeconds(1));
        progress.Draw();
        Assert.Equal("figures 1 of 1,000 or more", _shown[^1].Words);

        progress.Plan(500);
        progress.Plan(500);
        Assert.Equal("figures 1 of 2,000, 34 min left", _shown[^1].Words);
    }

    [Fact]
    public void The_bar_never_goes_back_and_ends_full()
    {
        var progress = Of(2);
        progress.Plan(2);
        progress.Draw();
        progress.Draw();
        progress.Plan(3);
        for (var i = 0; i < 3; i++) progress.Draw();

        Assert.Equal(_shown.Select(each => each.Share).Order(), _shown.Select(each => each.Share));
        Assert.Equal((1, "figures 5 of 5"), _shown[^1]);
    }

    private FigureProgress Of(int analyses) => new(analyses, _time, (share, words) => _shown.Add((share, words)));
}
