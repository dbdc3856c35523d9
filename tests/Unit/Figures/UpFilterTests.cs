using CsCheck;
using LlmWorkload.Figures;

namespace LlmWorkload.Tests.Figures;

public class UpFilterTests
{
    [Fact]
    public void A_row_is_its_differences_from_the_row_above()
    {
        var filtered = new byte[UpFilter.RoomFor(8)];
        int length = UpFilter.Apply([10, 20, 30, 255, 1, 2, 3, 255], [1, 2, 3, 255, 2, 2, 2, 255], filtered);
        Assert.Equal([2, 9, 18, 27, 255, 0, 1], filtered[..length]);
    }

    [Fact]
    public void Pixels_at_once_give_what_one_by_one_gives() =>
        Gen.Byte.Array[0, 400].Sample(bytes =>
        {
            int rowBytes = bytes.Length / 2 / UpFilter.PixelBytes * UpFilter.PixelBytes;
            var (row, above) = (bytes[..rowBytes], bytes[rowBytes..(2 * rowBytes)]);
            var plain = new byte[rowBytes];
            var filtered = new byte[UpFilter.RoomFor(rowBytes)];
            int length = UpFilter.Apply(row, above, filtered);
            int samples = UpFilter.Plain(row, above, plain);
            return filtered[1..length].SequenceEqual(plain[..samples]);
        });
}
