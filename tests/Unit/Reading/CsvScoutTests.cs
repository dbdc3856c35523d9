using System.Text;
using CsCheck;
using LlmWorkload.Datasets;
using LlmWorkload.Ingestion;
using LlmWorkload.Reading;
using LlmWorkload.Reading.Csv;

namespace LlmWorkload.Tests.Reading;

public sealed class CsvScoutTests : IDisposable
{
    private const string Header = "model,user,started_at\n";

    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_place_that_is_found_is_the_one_that_reading_comes_to() => Gen.Select(Lines.Array[0, 60], Gen.Int[1, 7], Gen.Bool).Sample(
        (lines, step, ends) =>
        {
            var path = _folder.Write("log.csv", Encoding.UTF8.GetBytes(Header + string.Join('\n', lines) + (ends ? "\n" : "")));
            using var reader = _folder.Open(path);
            using var source = new LogSource(path);
            using var scout = Scout(source, reader.Position);
            var batch = new RequestBatch(step);
            while (scout.Skip(step) is { } found)
            {
                Assert.True(reader.Read(batch));
                Assert.Equal(reader.Position, found);
                Assert.Equal(TextHash.Of(File.ReadAllBytes(path).AsSpan(0, (int)found.Offset)), scout.Hash.Mark);
            }

            Assert.Null(scout.Skip(step));
        },
        threads: 1);

    [Fact]
    public void Plain_lines_are_told_to_the_end_and_across_the_buffer()
    {
        const int records = 200_000;
        var path = _folder.Write(
            "log.csv", Encoding.UTF8.GetBytes(
            Header + string.Concat(Enumerable.Range(0, records).Select(i => $"model-{i % 7},user-{i % 1013},{i}\n"))));
        using var reader = _folder.Open(path);
        using var source = new LogSource(path);
        using var scout = Scout(source, reader.Position);
        var batch = new RequestBatch(70_001);
        for (var chunk = 1; chunk * batch.Capacity <= records; chunk++)
        {
            reader.Read(batch);
            Assert.Equal(reader.Position, scout.Skip(batch.Capacity));
        }

        Assert.Null(scout.Skip(batch.Capacity));
    }

    [Fact]
    public void A_compressed_file_is_not_looked_into()
    {
        var path = _folder.Write("log.csv.gz", LogFolder.Gzip(Encoding.UTF8.GetBytes(Header + "a,u,1\n")));
        using var source = new LogSource(path);
        Assert.Null(CsvScout.Start(source, default, new TextHash()));
    }

    private static CsvScout Scout(LogSource source, FilePosition start)
    {
        var hash = new TextHash();
        Assert.True(TextPass.TryGoOn(source, hash, start.Offset));
        return CsvScout.Start(source, start, hash)!;
    }

    private static Gen<string> Lines => Gen.Frequency(
        (40, Gen.Select(Gen.Int[0, 3], Gen.Int[0, 9], (model, instant) => $"m{model},u,{instant}")),
        (2, OneOf("bad,u,x", "too,few", "one,too,many,fields", "é,ü,1")),
        (1, OneOf("", "m,\"u\",1", "m,\"two\nlines\",1", "m,u,1\r", "m,u\r,1", " ")));

    private static Gen<string> OneOf(params string[] lines) => Gen.Int[0, lines.Length - 1].Select(line => lines[line]);
}
