using System.Text;
using System.Text.Json;
using LlmWorkload.Reading.JsonValues;

namespace LlmWorkload.Tests.Reading;

/// <summary>Records of a known shape are read as a parser reads them; all that a parser refuses is refused.</summary>
public sealed class JsonShapeTests
{
    private const string Plain = """{"model":"m","tokens":12,"ttft":0.5,"ok":true,"note":null}""";

    private static readonly string[] Paths = ["model", "tokens", "ttft", "ok", "note"];

    [Theory]
    [InlineData(Plain, true)]
    [InlineData("""{"model":"other","tokens":-0,"ttft":1.5e-3,"ok":false,"note":"x"}""", true)]
    [InlineData("""{"model":"","tokens":null,"ttft":0,"ok":1,"note":"\u00e9 stays outside"}""", false)]
    [InlineData("""{"model":"a\"b","tokens":12,"ttft":0.5,"ok":true,"note":null}""", false)]
    [InlineData("""{"model":"m","tokens":012,"ttft":0.5,"ok":true,"note":null}""", false)]
    [InlineData("""{"model":"m","tokens":12.,"ttft":0.5,"ok":true,"note":null}""", false)]
    [InlineData("""{"model":"m","tokens":1e,"ttft":0.5,"ok":true,"note":null}""", false)]
    [InlineData("""{"model":"m","tokens":-,"ttft":0.5,"ok":true,"note":null}""", false)]
    [InlineData("""{"model":"m","tokens":12,"ttft":0.5,"ok":truE,"note":null}""", false)]
    [InlineData("""{"model":"m","tokens":12,"ttft":0.5,"ok":true,"note":nul}""", false)]
    [InlineData("""{"model":"m","tokens":12,"ttft":0.5,"ok":true,"note":null} """, false)]
    [InlineData("""{"model":"m","tokens":12,"ttft":0.5,"ok":true,"note":null""", false)]
    [InlineData("""{"model":"m","tokens":12,"ttft":0.5,"ok":true,"note":[]}""", false)]
    [InlineData("""{"model":"m","tokens":12,"ttft":0.5,"ok":true}""", false)]
    [InlineData("""{"model": "m","tokens":12,"ttft":0.5,"ok":true,"note":null}""", false)]
    [InlineData("{\"model\":\"a\tb\",\"tokens\":12,\"ttft\":0.5,\"ok\":true,\"note\":null}", false)]
    public void A_shape_takes_what_is_written_alike(string record, bool isOfShape)
    {
        var shape = JsonShape.Of(Bytes(Plain), static (ref Utf8JsonReader _) => new JsonShape.Member(0, false));

        Assert.Equal(isOfShape, shape!.TryRead(Bytes(record), new JsonShape.Value[shape.Count]));
    }

    [Fact]
    public void A_value_of_a_member_that_is_not_known_yet_is_left_to_the_parser()
    {
        var shape = JsonShape.Of("""{"a":null}"""u8, static (ref Utf8JsonReader _) => new JsonShape.Member(-1, IsNullOnly: true))!;
        var values = new JsonShape.Value[1];

        Assert.True(shape.TryRead("""{"a":null}"""u8, values));
        Assert.False(shape.TryRead("""{"a":1}"""u8, values));
    }

    [Fact]
    public void Records_are_read_alike_with_and_without_shapes()
    {
        var random = new Random(17);
        for (var log = 0; log < 200; log++)
        {
            var known = new JsonRecord(PathsOf());
            for (var row = 0; row < 40; row++)
            {
                var text = Damaged(random, Record(random, log % 5));
                Assert.Equal(Read(new JsonRecord(PathsOf()), text), Read(known, text));
            }
        }
    }

    private static JsonPaths PathsOf()
    {
        var paths = new JsonPaths();
        foreach (var path in Paths) paths.Of(path);
        return paths;
    }

    // A style of writing has its own order of members and its own blanks.
    private static string Record(Random random, int style)
    {
        var names = style == 4 ? [.. Paths.Where(_ => random.Next(3) > 0), "extra"] : Paths;
        if (style == 3) names = [.. names.Reverse(), "model"];
        var (colon, comma) = style is 1 or 3 ? (": ", ", ") : (":", ",");
        return "{" + string.Join(comma, names.Select(name => $"\"{name}\"{colon}{Value(random)}")) + "}";
    }

    private static string Value(Random random) => random.Next(12) switch
    {
        0 => "null",
        1 => random.Next(2) == 0 ? "true" : "false",
        2 => "\"\"",
        3 => """
             "a\u0041\"b"
             """,
        4 => "-1.25E+3",
        5 => "0",
        6 => """[1,{"model":"inner"}]""",
        7 => "\"Ünïcode\"",
        < 10 => random.Next(1_000_000).ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => $"\"text {random.Next(100)}\"",
    };

    private static string Damaged(Random random, string text)
    {
        if (random.Next(4) > 0) return text;
        var at = random.Next(text.Length);
        return random.Next(3) switch
        {
            0 => text.Remove(at, 1),
            1 => text.Insert(at, "\"\\{}[],:0-.e\t x"[random.Next(15)].ToString()),
            _ => text[..at],
        };
    }

    private static string Read(JsonRecord record, string text)
    {
        var bytes = Bytes("before" + text + "behind");
        try
        {
            record.Read(bytes, 6, bytes.Length - 12, new Taker());
        }
        catch (JsonException)
        {
            return "refused";
        }

        return string.Join('|', Paths.Select((_, slot) => $"{Encoding.UTF8.GetString(record[slot])}:{record.IsText(slot)}"))
            + $"|{record.Longest}";
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private sealed class Taker : JsonRecord.ISink
    {
        public bool Take() => true;
    }
}
