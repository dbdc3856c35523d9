using System.Text.Encodings.Web;
using System.Text.Json;
using LlmWorkload.Datasets;

namespace LlmWorkload;

/// <summary>
/// Writes an analysis's <c>summary.json</c>: UTF-8, snake_case, missing as null, numbers in the shortest form that round-trips.
/// </summary>
public static class JsonText
{
    private static readonly JsonWriterOptions Options =
        new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A JSON object with what <paramref name="write"/> puts into it.</summary>
    public static byte[] Object(Action<Utf8JsonWriter> write) => Document(json =>
    {
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
    });

    /// <summary>A JSON array of objects.</summary>
    public static byte[] Array<T>(IEnumerable<T> items, Action<Utf8JsonWriter, T> write) => Document(json =>
    {
        json.WriteStartArray();
        WriteItems(json, items, write);
        json.WriteEndArray();
    });

    /// <summary>An object under a name.</summary>
    public static void Object(this Utf8JsonWriter json, string name, Action<Utf8JsonWriter> write)
    {
        json.WriteStartObject(name);
        write(json);
        json.WriteEndObject();
    }

    /// <summary>A list of objects under a name.</summary>
    public static void List<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        WriteItems(json, items, write);
        json.WriteEndArray();
    }

    /// <summary>Two lists: <c>models</c> with the models that have a result, and <c>skipped</c> with the others and the reason.</summary>
    /// <param name="json">Where it is written.</param>
    /// <param name="models">The models and what each of them answered, in the order of the list.</param>
    /// <param name="hasResult">Whether an answer is a result.</param>
    /// <param name="write">Writes what a model has after its id and name.</param>
    /// <param name="reason">Why a model has no result.</param>
    public static void Models<T>(
        this Utf8JsonWriter json,
        IReadOnlyList<(CatalogModel Model, T Answer)> models,
        Func<T, bool> hasResult,
        Action<Utf8JsonWriter, CatalogModel, T> write,
        Func<T, string> reason)
    {
        json.List("models", models.Where(each => hasResult(each.Answer)), (item, each) =>
        {
            item.Model(each.Model);
            write(item, each.Model, each.Answer);
        });
        json.List("skipped", models.Where(each => !hasResult(each.Answer)), (item, each) => item.Model(each.Model, reason(each.Answer)));
    }

    /// <summary>A model's id and name, and the reason why it has no result.</summary>
    public static void Model(this Utf8JsonWriter json, CatalogModel model, string? reason = null)
    {
        json.WriteString("id", model.Id);
        json.WriteString("name", model.Name);
        if (reason is not null) json.WriteString("reason", reason);
    }

    /// <summary>What a box shows.</summary>
    public static void Box(this Utf8JsonWriter json, BoxStatistics box)
    {
        json.WriteNumber("n", box.N);
        json.WriteNumber("mean", box.Mean);
        json.WriteNumber("p10", box.P10);
        json.WriteNumber("p25", box.P25);
        json.WriteNumber("median", box.Median);
        json.WriteNumber("p75", box.P75);
        json.WriteNumber("p90", box.P90);
    }

    /// <summary>A box without values.</summary>
    public static void NoBox(this Utf8JsonWriter json)
    {
        json.WriteNumber("n", 0);
        foreach (var name in (string[])["mean", "p10", "p25", "median", "p75", "p90"]) json.WriteNull(name);
    }

    /// <summary>The band of a distribution under a name.</summary>
    public static void Band(this Utf8JsonWriter json, string name, Statistics statistics) => json.Object(name, band =>
    {
        band.WriteNumber("n", statistics.N);
        band.Number("p10", statistics.P10);
        band.Number("p25", statistics.P25);
        band.Number("median", statistics.Median);
        band.Number("p75", statistics.P75);
        band.Number("p90", statistics.P90);
    });

    /// <summary>A list of decimals under a name; null for what is missing.</summary>
    public static void Numbers(this Utf8JsonWriter json, string name, IEnumerable<double?> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            if (number is { } value) json.WriteNumberValue(value);
            else json.WriteNullValue();
        }

        json.WriteEndArray();
    }

    /// <summary>A list of whole numbers under a name.</summary>
    public static void List(this Utf8JsonWriter json, string name, IEnumerable<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    /// <summary>A list of texts under a name.</summary>
    public static void List(this Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    /// <summary>A list of lists of numbers under a name.</summary>
    /// <param name="json">Where it is written.</param>
    /// <param name="name">The name.</param>
    /// <param name="rows">How many lists there are.</param>
    /// <param name="columns">How many numbers each has.</param>
    /// <param name="number">The number of a row and column; null for none.</param>
    public static void Table(this Utf8JsonWriter json, string name, int rows, int columns, Func<int, int, double?> number)
    {
        json.WriteStartArray(name);
        for (var row = 0; row < rows; row++)
        {
            json.WriteStartArray();
            for (var column = 0; column < columns; column++)
            {
                if (number(row, column) is { } value) json.WriteNumberValue(value);
                else json.WriteNullValue();
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    /// <summary>A decimal, or null.</summary>
    public static void Number(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number)) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }

    /// <summary>An instant as ISO 8601 with Z, or null where it is missing.</summary>
    public static void Instant(this Utf8JsonWriter json, string name, long ticks)
    {
        if (InvariantText.Instant(ticks) is { } text) json.WriteString(name, text);
        else json.WriteNull(name);
    }

    /// <summary>The statistics of a distribution under a name.</summary>
    public static void Statistics(this Utf8JsonWriter json, string name, Statistics statistics) => json.Object(name, inner =>
    {
        inner.WriteNumber("n", statistics.N);
        inner.Number("mean", statistics.Mean);
        inner.Number("std", statistics.Std);
        inner.Number("min", statistics.Min);
        inner.Number("p1", statistics.P1);
        inner.Number("p5", statistics.P5);
        inner.Number("p10", statistics.P10);
        inner.Number("p25", statistics.P25);
        inner.Number("median", statistics.Median);
        inner.Number("p75", statistics.P75);
        inner.Number("p90", statistics.P90);
        inner.Number("p95", statistics.P95);
        inner.Number("p99", statistics.P99);
        inner.Number("p99_9", statistics.P99_9);
        inner.Number("max", statistics.Max);
    });

    private static void WriteItems<T>(Utf8JsonWriter json, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }
    }

    private static byte[] Document(Action<Utf8JsonWriter> write)
    {
        var buffer = new ChunkedBuffer();
        using (var json = new Utf8JsonWriter(buffer, Options)) write(json);
        return buffer.ToArray();
    }
}
