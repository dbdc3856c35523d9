using System.Diagnostics;
using System.Globalization;
using System.Text;
using LlmWorkload.Datasets;
using LlmWorkload.Reading;

namespace LlmWorkload.Tests.Reading;

/// <summary>
/// Valid logs with a few bytes changed, inserted or removed: every line is in a row or in a rejected record, as the plain way to read
/// tells, or the log is refused with a message. For <c>LLMWL_FUZZ_SECONDS</c> seconds (5 where nobody says), from another seed each time,
/// which a failure names.
/// </summary>
public sealed class FuzzTests : IDisposable
{
    private const int MostLines = 6;

    private static readonly string[] Names = ["m", "\"m,1\"", "\"m \"\"x\"\"\"", "n", "NULL", "\"two\nlines\"", "ü"];

    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_line_of_a_damaged_log_is_accounted_for()
    {
        var seconds = int.TryParse(
            Environment.GetEnvironmentVariable("LLMWL_FUZZ_SECONDS"), CultureInfo.InvariantCulture, out var asked) ? asked : 5;
        var seed = Random.Shared.Next();
        var clock = Stopwatch.StartNew();
        var (read, refused) = (0, 0);
        do
        {
            var random = new Random(seed);
            var text = Damage(Log(random), random);
            try
            {
                if (Check(text)) read++;
                else refused++;
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"Seed {seed}: {Encoding.Latin1.GetString(text)}", failure);
            }

            seed = unchecked(seed + 1);
        }
        while (clock.Elapsed < TimeSpan.FromSeconds(seconds));

        Assert.True(read > 10 * refused && read > 100, $"{read} logs were read and {refused} refused.");
    }

    private static byte[] Log(Random random)
    {
        var text = new StringBuilder("started_at,model,user_id,prompt,input_tokens\n");
        var rows = random.Next(1, 40);
        var end = random.Next(4) == 0 ? "\r\n" : "\n";
        for (var row = 0; row < rows; row++)
        {
            var prompt = random.Next(5) == 0
                ? $"\"{string.Join('\n', Enumerable.Repeat("say, \"\"hi\"\"", random.Next(1, MostLines)))}\""
                : "hello";
            text.Append(CultureInfo.InvariantCulture,
                $"2025-01-06T00:00:{row % 60:00}Z,{Names[random.Next(Names.Length)]},u{row % 5},{prompt},{100 + row}")
                .Append(row == rows - 1 && random.Next(3) == 0 ? "" : end);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    // Behind the header, where the names are; half of the time with bytes that mean something.
    private static byte[] Damage(byte[] log, Random random)
    {
        var bytes = log.ToList();
        var header = bytes.IndexOf((byte)'\n') + 1;
        for (var changes = random.Next(1, 6); changes > 0 && bytes.Count > header; changes--)
        {
            var at = random.Next(header, bytes.Count);
            var value = random.Next(2) == 0 ? (byte)"\",\n\r\0 "[random.Next(6)] : (byte)random.Next(256);
            switch (random.Next(3))
            {
                case 0: bytes[at] = value; break;
                case 1: bytes.Insert(at, value); break;
                default: bytes.RemoveAt(at); break;
            }
        }

        return [.. bytes];
    }

    private bool Check(byte[] bytes)
    {
        LogContent content;
        FilePosition end;
        var options = new ReadingOptions { MaxRecordLines = MostLines };
        try
        {
            var path = _folder.Write("log.csv", bytes);
            content = _folder.ReadAll(path, options);
            using var reader = _folder.Open(path, options);
            while (reader.Read(new RequestBatch(9)))
            {
            }

            end = reader.Position;
        }
        catch (WorkloadException refused)
        {
            Assert.True(refused.IsInput);
            Assert.Contains("log.csv", refused.Message, StringComparison.Ordinal);
            return false;
        }

        var data = Encoding.Latin1.GetString(bytes);
        data = data[(data.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        var records = PlainCsv.Read(data, 5, MostLines).Select(record => record with { Line = record.Line + 1 }).ToList();
        var rejected = content.Rejected.ToDictionary(row => row.Line, row => row.Lines);
        Assert.Equal(records.Count, content.Rows.Count + content.Rejected.Count);
        Assert.Equal(records.Where(record => rejected.ContainsKey(record.Line))
            .Select(record => (record.Line, record.Lines)), rejected.Select(pair => (pair.Key, pair.Value)).Order());
        Assert.All(records.Where(record => record.Fault.Length > 0), record => Assert.Contains(record.Line, rejected.Keys));
        Assert.Equal((bytes.Length, (long)records.Count), (end.Offset, end.Record));
        return true;
    }
}
