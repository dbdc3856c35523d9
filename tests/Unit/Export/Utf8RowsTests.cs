using System.Globalization;
using System.Text;
using CsCheck;
using LlmWorkload.Export;

namespace LlmWorkload.Tests.Export;

public sealed class Utf8RowsTests
{
    [Fact]
    public void Numbers_and_instants_are_as_the_framework_writes_them() => Gen.Select(
        Gen.Long[0, long.MaxValue], Gen.ULong, Gen.Long[0, DateTime.MaxValue.Ticks]).Sample((number, unsigned, ticks) =>
        {
            Assert.Equal($"{number} {unsigned}", Written(rows =>
            {
                rows.Number(number);
                rows.Byte((byte)' ');
                rows.Number(unsigned);
            }));
            Assert.Equal(InvariantText.Instant(ticks), Written(rows => rows.Instant(ticks)) + "Z");
            Assert.Equal(Plain(number / 1e7m), Written(rows => rows.Seconds(number)));
            Assert.Equal(Plain(number / 1e9m), Written(rows => rows.Dollars(number)));
        });

    [Fact]
    public void Texts_of_any_length_come_whole_and_in_order()
    {
        var texts = Enumerable.Range(0, 40).Select(i => new string((char)('a' + (i % 26)), i * i * 1_000)).ToList();
        Assert.Equal(string.Join(',', texts), Written(rows =>
        {
            for (var i = 0; i < texts.Count; i++)
            {
                if (i > 0) rows.Byte((byte)',');
                rows.Text(Encoding.UTF8.GetBytes(texts[i]));
            }
        }));
    }

    private static string Plain(decimal value) => value.ToString("0.#########", CultureInfo.InvariantCulture);

    private static string Written(Action<Utf8Rows> write)
    {
        using var stream = new MemoryStream();
        var rows = new Utf8Rows(stream);
        write(rows);
        rows.Flush();
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
