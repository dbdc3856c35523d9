using System.Text.Json;

namespace LlmWorkload.Reading;

/// <summary>
/// Mappings of columns as options, parameters and files have them:
/// <c>{"fields":{"started":"when"},"units":{"ttft":"ms"},"constants":{"model":"m"},"time_zone":"Europe/Berlin"}</c>.
/// </summary>
/// <param name="Mapping">The columns, units and constants.</param>
/// <param name="Zone">The zone of instants that name none; null where the file does not say.</param>
internal sealed record MappingFile(MappingOptions Mapping, TimeZoneInfo? Zone)
{
    private static readonly string[] OtherFields = ["round", "blocks"];

    /// <summary>Nothing said.</summary>
    public static MappingFile Nothing { get; } = new(MappingOptions.None, null);

    private static string Fields =>
        string.Join(", ", RequestFields.All.Where(each => each.Accepted.Count > 0).Select(each => each.Name).Concat(OtherFields));

    /// <summary>Whether a value names a file.</summary>
    public static bool IsOne(string value) => value.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && !value.Contains('=');

    /// <summary>The field and the column of <c>FIELD=COLUMN</c>.</summary>
    /// <param name="option">What it was given as.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="WorkloadException">It is none, or there is no such field.</exception>
    public static (string Field, string Column) Column(string option, string text)
    {
        var (name, column) = Parted(text, option, "COLUMN");
        return (FieldNamed(name, option), column);
    }

    /// <summary>The field and the unit of <c>FIELD=UNIT</c>.</summary>
    /// <param name="option">What it was given as.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="WorkloadException">It is none, or there is no such field or unit.</exception>
    public static (RequestField Field, TimeUnit Unit) Unit(string option, string text)
    {
        var (name, unit) = Parted(text, option, "UNIT");
        return (TimeNamed(name, option), UnitNamed(unit, $"{option} {name}"));
    }

    /// <summary>What several texts say, each of another field.</summary>
    /// <param name="option">What they were given as.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="parse">Takes <paramref name="option"/> and a text: <see cref="Column"/> or <see cref="Unit"/>.</param>
    /// <exception cref="WorkloadException">One is none, or two say different things of a field.</exception>
    public static Dictionary<TKey, TValue> Each<TKey, TValue>(
        string option, IEnumerable<string> texts, Func<string, string, (TKey, TValue)> parse)
        where TKey : notnull
    {
        var (all, said) = (new Dictionary<TKey, TValue>(), new Dictionary<TKey, string>());
        foreach (var text in texts)
        {
            var (key, value) = parse(option, text);
            if (!said.TryAdd(key, text) && said[key] != text) throw Fault($"{option} is {said[key]} and {text}; expected each field once.");
            all[key] = value;
        }

        return all;
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="WorkloadException">It cannot be read, is not JSON, or says what nobody knows.</exception>
    public static MappingFile Load(string path)
    {
        using var document = Parse(path);
        var columns = new Dictionary<string, string>();
        var units = new Dictionary<RequestField, TimeUnit>();
        var constants = new Dictionary<string, string>();
        TimeZoneInfo? zone = null;
        foreach (var property in document.RootElement.EnumerateObject())
        {
            switch (property.Name)
            {
                case "fields":
                    foreach (var (name, column) in Texts(path, property)) columns[FieldNamed(name, path)] = column;
                    break;
                case "units":
                    foreach (var (name, unit) in Texts(path, property)) units[TimeNamed(name, path)] = UnitNamed(unit, $"{path}: {name}");
                    break;
                case "constants":
                    foreach (var (name, value) in Texts(path, property)) constants[TextNamed(name, path)] = value;
                    break;
                case "time_zone":
                    if (property.Value.ValueKind != JsonValueKind.String
                        || !TimeZoneInfo.TryFindSystemTimeZoneById(property.Value.GetString()!, out zone))
                        throw Fault($"{path}: time_zone is {property.Value}; expected a name such as Europe/Berlin.");
                    break;
                default:
                    throw Fault($"{path}: '{property.Name}' is unknown; expected fields, units, constants or time_zone.");
            }
        }

        return new MappingFile(new MappingOptions(columns, units, constants), zone);
    }

    private static JsonDocument Parse(string path)
    {
        try
        {
            var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document
                : throw Fault($"{path}: a file of mappings is a JSON object with fields, units, constants or time_zone.");
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

    private static IEnumerable<(string Name, string Value)> Texts(string path, JsonProperty property)
    {
        if (property.Value.ValueKind != JsonValueKind.Object) throw Fault($"{path}: {property.Name} is no object.");
        foreach (var each in property.Value.EnumerateObject())
        {
            if (each.Value.ValueKind != JsonValueKind.String) throw Fault($"{path}: {property.Name}.{each.Name} is no text.");
            yield return (each.Name, each.Value.GetString()!);
        }
    }

    private static (string Field, string Value) Parted(string text, string option, string what)
    {
        var at = text.IndexOf('=');
        return at > 0 && at < text.Length - 1
            ? (text[..at], text[(at + 1)..])
            : throw Fault($"{option} is '{text}'; expected FIELD={what}, where FIELD is one of {Fields}.");
    }

    private static string FieldNamed(string name, string where) =>
        RequestFields.All.Any(field => field.Name == name && field.Accepted.Count > 0) || OtherFields.Contains(name)
            ? name
            : throw Fault($"{where}: there is no field '{name}'{Nearest(name, Fields)}; expected one of "
                + $"{Fields}.");

    private static RequestField TimeNamed(string name, string where) =>
        RequestFields.All.FirstOrDefault(field => field.Name == name && IsTime(field))
            ?? throw Fault($"{where}: there is no time '{name}'{Nearest(name, Names(IsTime))}; expected one of "
                + $"{Names(IsTime)}.");

    private static bool IsTime(RequestField field) => field.Kind is FieldKind.Instant or FieldKind.Seconds;

    private static string TextNamed(string name, string where) =>
        RequestFields.All.Any(field => field.Name == name && field.Kind == FieldKind.Text)
            ? name
            : throw Fault($"{where}: there is no text '{name}'; expected one of {Names(field => field.Kind == FieldKind.Text)}.");

    private static TimeUnit UnitNamed(string unit, string where) =>
        TimeUnits.Of(unit) ?? throw Fault($"{where} is '{unit}'{NearestName.Words(NearestName.Of(unit, TimeUnits.Names))}; expected "
            + $"{string.Join(", ", TimeUnits.Names)}.");

    private static string Nearest(string name, string names) => NearestName.Words(NearestName.Of(name, names.Split(", ")));

    private static string Names(Func<RequestField, bool> wanted) =>
        string.Join(", ", RequestFields.All.Where(wanted).Select(field => field.Name));

    private static WorkloadException Fault(string message) => new(message) { IsInput = true };
}
