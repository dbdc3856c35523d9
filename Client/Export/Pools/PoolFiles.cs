using System.Globalization;
using System.Text;
using LlmWorkload.Segments;

namespace LlmWorkload.Export;

/// <summary>The two files of a client of a pool, over whole days.</summary>
/// <param name="start">When the first day begins, in UTC ticks; times in the files are seconds from there.</param>
/// <param name="end">When the last day ends.</param>
internal sealed class PoolFiles(long start, long end)
{
    private const long WindowTicks = PoolChunk.WindowSeconds * TimeSpan.TicksPerSecond;
    private const long TokenTicks = PoolChunk.TokenSeconds * TimeSpan.TicksPerSecond;

    /// <summary>
    /// Writes the trace: a line <c>t,rate,cv,pattern,arg1,arg2</c> for every window, which are the same for all clients. A window that does
    /// not count is idle.
    /// </summary>
    public void WriteTrace(Stream output, PoolChunk chunk)
    {
        using var text = Open(output);
        var next = 0;
        for (var at = start; at < end; at += WindowTicks)
        {
            var second = (at - start) / TimeSpan.TicksPerSecond;
            if (next == chunk.Windows.Length || chunk.Windows[next].Start != at)
            {
                text.Write(string.Create(CultureInfo.InvariantCulture, $"{second},0,0,,0,0\n"));
                continue;
            }

            var window = chunk.Windows[next++];
            var rate = (double)window.Requests / PoolChunk.WindowSeconds;
            text.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"{second},{rate},{window.Cv},{(window.IsWeibull ? "Weibull" : "Gamma")},{window.Shape},{window.Scale}\n"));
        }
    }

    /// <summary>
    /// Writes the distributions of tokens: a JSON object with six hours after the other, in each a text that is a dict of Python. Six hours
    /// without any have empty ones.
    /// </summary>
    public void WriteDataset(Stream output, PoolChunk chunk)
    {
        using var text = Open(output);
        var next = 0;
        text.Write('{');
        for (var at = start; at < end; at += TokenTicks)
        {
            var tokens = next < chunk.Tokens.Length && chunk.Tokens[next].Start == at ? chunk.Tokens[next++] : null;
            text.Write(at == start ? "\n" : ",\n");
            text.Write(string.Create(CultureInfo.InvariantCulture, $"  \"{(at - start) / TimeSpan.TicksPerSecond}\": {{\n"));
            Write(text, "input_tokens", tokens?.Input);
            text.Write(",\n");
            Write(text, "output_tokens", tokens?.Output);
            text.Write("\n  }");
        }

        text.Write("\n}\n");
    }

    private static StreamWriter Open(Stream output) => new(output, new UTF8Encoding(false), 1 << 16, leaveOpen: true);

    private static void Write(StreamWriter text, string name, PoolFrequencies? frequencies)
    {
        text.Write($"    \"{name}\": \"{{");
        if (frequencies is not null)
        {
            var (values, counts) = (PackedIntegers.Decode(frequencies.Values), PackedIntegers.Decode(frequencies.Counts));
            var n = (double)counts.Sum();
            for (var i = 0; i < values.Length; i++)
                text.Write(string.Create(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ", ")}{values[i]}: {counts[i] / n}"));
        }

        text.Write("}\"");
    }
}
