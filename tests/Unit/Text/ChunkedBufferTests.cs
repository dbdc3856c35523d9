using CsCheck;

namespace LlmWorkload.Tests.Text;

public sealed class ChunkedBufferTests
{
    [Fact]
    public void It_has_all_bytes_in_the_order_in_which_they_were_written() =>
        Gen.Select(Gen.Int[0, 50_000], Gen.Int[0, 20_000], Gen.Byte).Array[0, 60].Sample(writes =>
    {
        var buffer = new ChunkedBuffer();
        var expected = new List<byte>();
        foreach (var (hint, wanted, value) in writes)
        {
            var room = buffer.GetSpan(hint);
            Assert.True(room.Length >= Math.Max(1, hint));
            var n = Math.Min(wanted, room.Length);
            room[..n].Fill(value);
            buffer.Advance(n);
            expected.AddRange(Enumerable.Repeat(value, n));
        }

        Assert.Equal(expected, buffer.ToArray());
    },
    iter: 200);

    [Fact]
    public void More_than_there_is_room_for_is_refused()
    {
        var buffer = new ChunkedBuffer();
        var room = buffer.GetMemory().Length;
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Advance(room + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Advance(-1));
    }
}
