using System.Globalization;
using System.Text.Json;

namespace LlmWorkload.Tests.Commands;

/// <summary>
/// A pool as ServeGen reads it, by a plain reader: dicts of Python, the rules of its validation, and the latest distribution at or before a
/// window. It knows nothing of the writer.
/// </summary>
internal sealed class ServeGenPool
{
    private ServeGenPool(string folder, List<Client> clients) => (Folder, Clients) = (folder, clients);

    public string Folder { get; }

    public IReadOnlyList<Client> Clients { get; }

    /// <summary>Reads a pool, and fails where ServeGen does.</summary>
    public static ServeGenPool Read(string folder)
    {
        var names = Directory.GetFiles(folder).Select(file => Path.GetFileName(file)!).ToHashSet();
        var clients = new List<Client>();
        foreach (var name in names.Where(name => name.EndsWith("-dataset.json", StringComparison.Ordinal)))
        {
            var number = int.Parse(name.Split('-')[1], CultureInfo.InvariantCulture);
            Assert.Contains($"chunk-{number}-trace.csv", names);
            clients.Add(new Client(number, Trace(Path.Combine(folder, $"chunk-{number}-trace.csv")), Dataset(Path.Combine(folder, name))));
        }

        Assert.NotEmpty(clients);
        Assert.Equal(2 * clients.Count + 1, names.Count);
        Assert.Contains("clients.csv", names);
        Assert.Equal(Enumerable.Range(0, clients.Count), clients.Select(client => client.Number).Order());
        var times = clients[0].Trace.Keys.ToList();
        foreach (var client in clients)
        {
            Assert.Equal(times, client.Trace.Keys);
            Assert.Subset(times.ToHashSet(), client.Dataset.Keys.ToHashSet());

            // A window without tokens stops the generator.
            Assert.All(client.Active, window => Assert.Contains(client.Dataset, each => each.Key <= window.Key && each.Value is not null));
        }

        return new ServeGenPool(folder, [.. clients.OrderBy(client => client.Number)]);
    }

    private static SortedDictionary<int, Window?> Trace(string path)
    {
        var text = File.ReadAllText(path);
        Assert.DoesNotContain('\r', text);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        var windows = new SortedDictionary<int, Window?>();
        foreach (var line in text.Split('\n')[..^1])
        {
            var fields = line.Split(',');
            Assert.Equal(6, fields.Length);
            var t = int.Parse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture);
            Assert.Equal(600 * windows.Count, t);
            if (fields[3] == "")
            {
                Assert.Equal($"{t},0,0,,0,0", line);
                windows.Add(t, null);
                continue;
            }

            Assert.Contains(fields[3], (string[])["Gamma", "Weibull"]);
            var numbers = ((int[])[1, 2, 4, 5]).Select(at => double.Parse(fields[at], CultureInfo.InvariantCulture)).ToArray();
            windows.Add(t, new Window(numbers[0], numbers[1], fields[3], numbers[2], numbers[3]));
        }

        Assert.Equal(0, windows.Count % 144);
        return windows;
    }

    private static SortedDictionary<int, Tokens?> Dataset(string path)
    {
        var bytes = File.ReadAllBytes(path);
        using var document = JsonDocument.Parse(bytes);
        Assert.Equal("{\n  \"0\": {\n    \"input_tokens\": \"{", System.Text.Encoding.UTF8.GetString(bytes)[..33]);
        var tokens = new SortedDictionary<int, Tokens?>();
        foreach (var time in document.RootElement.EnumerateObject())
        {
            Assert.Equal((21_600 * tokens.Count).ToString(CultureInfo.InvariantCulture), time.Name);
            Assert.Equal(["input_tokens", "output_tokens"], time.Value.EnumerateObject().Select(field => field.Name));
            var (input, output) = (Dict(time.Value, "input_tokens"), Dict(time.Value, "output_tokens"));
            Assert.Equal(input.Count == 0, output.Count == 0);
            tokens.Add(int.Parse(time.Name, CultureInfo.InvariantCulture), input.Count == 0 ? null : new Tokens(input, output));
        }

        return tokens;
    }

    // What eval makes of the text; whole keys alone, since others are read as an evenly spaced list.
    private static Dictionary<int, double> Dict(JsonElement fields, string name)
    {
        var text = fields.GetProperty(name).GetString()!;
        Assert.Equal(('{', '}'), (text[0], text[^1]));
        var dict = new Dictionary<int, double>();
        foreach (var item in text[1..^1].Split(", ", StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = item.Split(": ");
            var key = int.Parse(pair[0], NumberStyles.None, CultureInfo.InvariantCulture);
            Assert.True(dict.Count == 0 || key > dict.Keys.Max(), "keys ascend");
            dict.Add(key, double.Parse(pair[1], CultureInfo.InvariantCulture));
        }

        if (dict.Count > 0) Assert.Equal(1, dict.Values.Sum(), 1e-6);
        return dict;
    }

    public sealed record Client(int Number, SortedDictionary<int, Window?> Trace, SortedDictionary<int, Tokens?> Dataset)
    {
        /// <summary>The windows that are not idle.</summary>
        public IEnumerable<KeyValuePair<int, Window>> Active =>
            Trace.Where(each => each.Value is not null).Select(each => KeyValuePair.Create(each.Key, each.Value!));
    }

    public sealed record Window(double Rate, double Cv, string Pattern, double Shape, double Scale);

    public sealed record Tokens(Dictionary<int, double> Input, Dictionary<int, double> Output);
}
