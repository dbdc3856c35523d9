using System.Text.Json;

namespace LlmWorkload.Reading;

/// <summary>Display names of models by their ids (<c>--models FILE.json</c>).</summary>
internal sealed class ModelNames
{
    private static readonly string[] IdProperties = ["chute_id", "model_id", "id"];

    private readonly Dictionary<string, string> _names;

    private ModelNames(Dictionary<string, string> names) => _names = names;

    /// <summary>No names at all.</summary>
    public static ModelNames Empty { get; } = new([]);

    /// <summary>Every name by its model id.</summary>
    public IReadOnlyDictionary<string, string> All => _names;

    /// <summary>
    /// Reads <c>{"items":[{"chute_id":…,"name":…},…]}</c>; <c>model_id</c> and <c>id</c> are read like <c>chute_id</c>. An entry whose name
    /// is absent, null or empty names nothing; of two entries for one id the last counts.
    /// </summary>
    /// <exception cref="WorkloadException">
    /// The file cannot be read, is not JSON (the message has file and line), or has another shape.
    /// </exception>
    public static ModelNames Load(string path)
    {
        using var document = Parse(path);
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("items", out var items)
            || items.ValueKind != JsonValueKind.Array)
            throw Fault($"{path}: a models file has the shape {{\"items\":[{{\"chute_id\":…,\"name\":…}},…]}}.");

        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var number = 0;
        foreach (var item in items.EnumerateArray())
        {
            number++;
            var id = IdOf(item) ?? throw Fault($"{path}: item {number} has no text under \"chute_id\", \"model_id\" or \"id\".");
            if (TextOf(item, "name") is { Length: > 0 } name)
                names[id] = name;
        }

        return new ModelNames(names);
    }

    /// <summary>The name of <paramref name="modelId"/>, or null where the file has none.</summary>
    public string? Find(string modelId) => _names.GetValueOrDefault(modelId);

    private static JsonDocument Parse(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return JsonDocument.Parse(file, new JsonDocumentOptions { AllowTrailingCommas = true });
        }
        catch (JsonException e)
        {
            throw new WorkloadException($"{path}:{e.LineNumber + 1}: not valid JSON: {e.Message}", e) { IsInput = true };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkloadException($"{path}: cannot be read: {e.Message}", e) { IsInput = true };
        }
    }

    private static string? IdOf(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object
            ? IdProperties.Select(property => TextOf(item, property)).FirstOrDefault(text => !string.IsNullOrEmpty(text))
            : null;

    private static string? TextOf(JsonElement item, string property) =>
        item.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static WorkloadException Fault(string message) => new(message) { IsInput = true };
}
