using System.Text.Json;
using LlmWorkload.Figures;

namespace LlmWorkload.Web;

/// <summary>What a figure shows, as JSON: title, panels with their axes and what is drawn in them.</summary>
internal static class FigureJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>The JSON document.</summary>
    public static byte[] Write(Figure figure) => JsonText.Object(json =>
    {
        json.WriteString("path", figure.Path);
        json.WriteString("title", figure.Title);
        json.List("panels", figure.Panels, (item, panel) =>
        {
            if (panel.Title is { } title) item.WriteString("title", title);
            else item.WriteNull("title");
            Value(item, "x", panel.X);
            Value(item, "y", panel.Y);
            item.WriteBoolean("legend", panel.Legend);
            item.List("notes", panel.Notes);
            item.List("series", panel.Series, (one, series) =>
            {
                one.WriteString("kind", JsonNamingPolicy.SnakeCaseLower.ConvertName(series.GetType().Name));
                using var members = JsonSerializer.SerializeToDocument(series, series.GetType(), Options);
                foreach (var member in members.RootElement.EnumerateObject()) member.WriteTo(one);
            });
        });
    });

    private static void Value(Utf8JsonWriter json, string name, FigureAxis axis)
    {
        json.WritePropertyName(name);
        JsonSerializer.Serialize(json, axis, Options);
    }
}
