using System.Buffers;
using System.Text.Json;
using LlmWorkload.Reading.JsonValues;

namespace LlmWorkload.Reading.Json;

/// <summary>
/// A list of objects that is a member of a log's first object, as programs write that answer in pages: <c>{"data":[…],"next":…}</c>.
/// </summary>
/// <param name="Member">The member.</param>
/// <param name="Names">The members of the objects that are whole in the first block.</param>
/// <param name="Head">A document that has these objects alone, in such a list.</param>
internal sealed record JsonEnvelope(string Member, IReadOnlyList<string> Names, byte[] Head)
{
    private const int MostElements = 1_000;

    // They part the steps of a path.
    private static readonly SearchValues<char> Steps = SearchValues.Create(".[]{},*/@");

    /// <summary>Such lists of a log, in the order in which they stand.</summary>
    /// <param name="firstBlock">The first bytes of the log's text.</param>
    public static IReadOnlyList<JsonEnvelope> In(ReadOnlySpan<byte> firstBlock)
    {
        var found = new List<JsonEnvelope>();
        try
        {
            var reader = new Utf8JsonReader(
                firstBlock[JsonHead.LengthOfMark(firstBlock)..], isFinalBlock: false, new JsonReaderState(JsonRecord.Options));
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return found;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = JsonStrings.NameOf(ref reader);
                if (!reader.Read()) break;
                if (reader.TokenType == JsonTokenType.StartArray && name is { Length: > 0 } && !name.AsSpan().ContainsAny(Steps))
                    AddElements(reader, name, found);
                if (!reader.TrySkip()) break;
            }
        }
        catch (JsonException)
        {
            // The reading itself tells of it.
        }

        return found;
    }

    private static void AddElements(Utf8JsonReader reader, string name, List<JsonEnvelope> found)
    {
        using var head = new MemoryStream();
        using var writer = new Utf8JsonWriter(head, new JsonWriterOptions { SkipValidation = true });
        writer.WriteStartObject();
        writer.WriteStartArray(name);
        var names = new List<string>();
        var elements = 0;
        while (elements < MostElements && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (!JsonDocument.TryParseValue(ref reader, out var element)) break;
            using (element)
            {
                // What is no object will be rejected.
                if (element.RootElement.ValueKind != JsonValueKind.Object) continue;
                names.AddRange(element.RootElement.EnumerateObject().Select(member => member.Name));
                element.WriteTo(writer);
                elements++;
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        if (elements > 0) found.Add(new JsonEnvelope(name, [.. names.Distinct(StringComparer.Ordinal)], head.ToArray()));
    }
}
