using System.IO.Hashing;
using System.Text;
using CsCheck;
using LlmWorkload.Reading;

namespace LlmWorkload.Tests.Reading;

public class IdTableTests
{
    [Fact]
    public void Texts_get_dense_indexes_in_the_order_of_their_first_appearance()
    {
        Gen.String.Array[0, 300].Sample(texts =>
        {
            var table = new IdTable(42);
            var reference = new List<byte[]>();
            foreach (var bytes in texts.Select(Encoding.UTF8.GetBytes))
            {
                var expected = reference.FindIndex(known => known.AsSpan().SequenceEqual(bytes));
                if (expected < 0)
                {
                    expected = reference.Count;
                    reference.Add(bytes);
                }

                if (table.Intern(bytes) != expected)
                    return false;
            }

            return table.Count == reference.Count
                && reference.Select((bytes, i) => table.Text(i) == Encoding.UTF8.GetString(bytes)
                    && table.Hash(i) == XxHash3.HashToUInt64(bytes, 42)
                    && table.Find(bytes) == i).All(same => same);
        });
    }

    [Fact]
    public void A_hundred_thousand_texts_keep_their_indexes()
    {
        var table = new IdTable(7);
        for (var i = 0; i < 100_000; i++)
            Assert.Equal(i, table.Intern(Encoding.UTF8.GetBytes($"a user of some length {i}")));
        for (var i = 0; i < 100_000; i++)
            Assert.Equal($"a user of some length {i}", table.Text(i));
        Assert.Equal(777, table.Intern("a user of some length 777"u8));
        Assert.Equal(-1, table.Find("nobody"u8));
    }

    [Fact]
    public void A_text_longer_than_a_block_is_kept_whole()
    {
        var table = new IdTable(7);
        var text = new string('x', 3 << 20);
        Assert.Equal(0, table.Intern("before"u8));
        Assert.Equal(1, table.Intern(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(2, table.Intern("after"u8));
        Assert.Equal(["before", text, "after"], Enumerable.Range(0, 3).Select(table.Text));
    }

    [Fact]
    public void The_empty_text_is_a_text_too()
    {
        var table = new IdTable(7);
        Assert.Equal(0, table.Intern(""u8));
        Assert.Equal("", table.Text(0));
    }

    [Fact]
    public void An_index_that_was_never_given_is_an_error() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new IdTable(7).Text(0));
}
