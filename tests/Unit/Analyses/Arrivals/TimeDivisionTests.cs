using CsCheck;
using LlmWorkload.Columns;
using LlmWorkload.Kernels;
using LlmWorkload.Segments;

namespace LlmWorkload.Tests.Kernels;

public sealed class TimeDivisionTests
{
    private static readonly Gen<TimeRange> Range = Gen.Select(
        Gen.Long[0, 30], Gen.Long[1, 6], (from, length) => new TimeRange(from, from + length));

    [Fact]
    public void Parts_that_follow_one_another_share_what_both_cover_and_have_the_rest_to_themselves()
    {
        var division = TimeDivision.Of([[new(0, 10), new(12, 20)], [new(18, 30)], []]);

        Assert.Equal([new TimeRange(0, 18)], division.RangesOf(0)); // nobody has rows from 10 to 12
        Assert.Equal([new TimeRange(20, 30)], division.RangesOf(1));
        Assert.Empty(division.RangesOf(2));
        Assert.Equal([new TimeRange(18, 20)], division.Shared);
        Assert.Equal([0, 3, 1], division.Owners);
    }

    [Fact]
    public void Every_instant_that_parts_cover_is_in_one_range_of_who_has_it_alone_or_in_a_shared_one() =>
        Range.Array[0, 5].Array[1, 4].Sample(parts =>
    {
        var division = TimeDivision.Of(parts);
        for (var instant = 0L; instant < 40; instant++)
        {
            int[] covering = [.. Enumerable.Range(0, parts.Length).Where(part => parts[part].Any(range => Holds(range, instant)))];
            int[] owning = [
                .. Enumerable.Range(0, parts.Length + 1).Where(owner => division.RangesOf(owner).Any(range => Holds(range, instant)))];
            if (covering.Length > 0) Assert.Equal(covering.Length == 1 ? covering : [parts.Length], owning);
            else Assert.InRange(owning.Length, 0, 1);
        }
    });

    private static bool Holds(TimeRange range, long instant) => range.From <= instant && instant < range.End;
}
