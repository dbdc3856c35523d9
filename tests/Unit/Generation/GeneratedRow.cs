using System.Globalization;
using System.Text;
using LlmWorkload.Generation;

namespace LlmWorkload.Tests.Generation;

/// <summary>One row of a generated log, taken apart by splitting at commas.</summary>
internal sealed record GeneratedRow(
    string Id, string Model, string Function, string User, DateTime Started, DateTime? Completed, int Input, int? Output, double? Ttft)
{
    public const string Header = "invocation_id,chute_id,function_name,user_id,started_at,completed_at,input_tokens,output_tokens,ttft";

    public static byte[] Bytes(GeneratorOptions options)
    {
        using var stream = new MemoryStream();
        new LogGenerator(options).Write(stream);
        return stream.ToArray();
    }

    public static List<GeneratedRow> All(GeneratorOptions options)
    {
        var lines = Encoding.UTF8.GetString(Bytes(options)).Split('\n');
        Assert.Equal(Header, lines[0]);
        Assert.Equal("", lines[^1]);
        return [.. lines[1..^1].Select(Parse)];
    }

    private static GeneratedRow Parse(string line)
    {
        var fields = line.Split(',');
        Assert.Equal(9, fields.Length);
        return new GeneratedRow(
            fields[0],
            fields[1],
            fields[2],
            fields[3],
            Time(fields[4]),
            fields[5] == "" ? null : Time(fields[5]),
            int.Parse(fields[6], CultureInfo.InvariantCulture),
            fields[7] == "" ? null : int.Parse(fields[7], CultureInfo.InvariantCulture),
            fields[8] == "" ? null : double.Parse(fields[8], CultureInfo.InvariantCulture));
    }

    private static DateTime Time(string text)
        => DateTime.ParseExact(text, "yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
}
