using System.Globalization;
using System.Text.Json;

namespace LlmWorkload.Generation;

/// <summary>Reads the dataset of a client: a JSON object of seconds → field → distribution.</summary>
internal static class DatasetFile
{
    private const string Input = "input_tokens";
    private const string Text = "text_tokens";
    private const string Output = "output_tokens";

    /// <summary>A field that has no whole numbers, and no place in a log.</summary>
    public const string ReasonRatio = "reason_ratio";

    private static readonly string[] Media = ["image", "audio", "video"];

    private static readonly string[] Known =
        [Input, Output, Text, .. Media.SelectMany(each => (string[])[$"{each}_tokens", $"{each}_count"]), ReasonRatio];

    /// <summary>Reads a dataset.</summary>
    /// <param name="path">The file.</param>
    /// <returns>
    /// The distributions in the order of time, and whether any has <see cref="ReasonRatio"/>. Times with an empty distribution are left
    /// out, as ServeGen leaves them out.
    /// </returns>
    /// <exception cref="WorkloadException">The file is none; the message has the place and what was expected.</exception>
    public static (List<PoolRequestTokens> Tokens, bool HasRatio) Read(string path)
    {
        using var document = Parse(path);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw PoolFault.Of(path, document.RootElement.ValueKind.ToString(), "a JSON object of seconds");
        var tokens = new List<PoolRequestTokens>();
        var hasRatio = false;
        foreach (var time in document.RootElement.EnumerateObject())
        {
            if (!long.TryParse(time.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var start))
                throw PoolFault.Of($"{path}: a key", time.Name, "whole seconds");
            var place = $"{path}, \"{time.Name}\"";
            if (tokens.Count > 0 && start <= tokens[^1].Start) throw PoolFault.Of($"{path}: a key", time.Name, "keys that ascend");
            if (time.Value.ValueKind != JsonValueKind.Object)
                throw PoolFault.Of(place, time.Value.ValueKind.ToString(), "an object of distributions");
            hasRatio |= time.Value.TryGetProperty(ReasonRatio, out _);
            if (Of(start, time.Value, place) is { } there) tokens.Add(there);
        }

        return (tokens, hasRatio);
    }

    private static JsonDocument Parse(string path)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(path));
        }
        catch (JsonException failure)
        {
            var place = string.Create(
                CultureInfo.InvariantCulture, $"{path}:{failure.LineNumber + 1}, column {failure.BytePositionInLine + 1}");
            throw PoolFault.Of($"{place} is no JSON; expected an object of seconds.", failure);
        }
    }

    private static PoolRequestTokens? Of(long start, JsonElement fields, string place)
    {
        var read = new Dictionary<string, TokenDistribution>();
        var isEmpty = false;
        foreach (var field in fields.EnumerateObject())
        {
            if (!Known.Contains(field.Name)) throw PoolFault.Of($"{place}: a field", field.Name, $"one of {string.Join(", ", Known)}");
            if (field.Name == ReasonRatio) continue;
            var at = $"{place}, {field.Name}";
            if (field.Value.ValueKind != JsonValueKind.String)
                throw PoolFault.Of(at, field.Value.ValueKind.ToString(), "a text such as \"{224: 0.25, 230: 0.75}\"");
            if (TokenDistribution.Parse(field.Value.GetString()!, at) is { } distribution) read[field.Name] = distribution;
            else isEmpty = true;
        }

        if (isEmpty) return null;
        var text = read.GetValueOrDefault(Input) ?? read.GetValueOrDefault(Text)
            ?? throw PoolFault.Of($"{place} has no {Input}; expected it, or {Text}.");
        var output = read.GetValueOrDefault(Output) ?? throw PoolFault.Of($"{place} has no {Output}; expected it.");
        var media = new List<(TokenDistribution, TokenDistribution)>();
        foreach (var each in Media)
        {
            var (count, tokens) = (read.GetValueOrDefault($"{each}_count"), read.GetValueOrDefault($"{each}_tokens"));
            if (count is not null && tokens is not null) media.Add((count, tokens));
            else if (count is not null || tokens is not null)
                throw PoolFault.Of($"{place} has one of {each}_count and {each}_tokens; expected both.");
        }

        return new PoolRequestTokens(start, text, media, output);
    }
}
