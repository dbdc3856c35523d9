using System.Text;
using System.Text.Json;
using LlmWorkload.Scopes;

namespace LlmWorkload;

/// <summary>A scope as JSON: what was given, null for what was not, and how many rows it keeps.</summary>
public static class ScopeText
{
    /// <summary>Writes a scope under a name.</summary>
    public static void Scope(this Utf8JsonWriter json, string name, ResolvedScope scope) => json.Object(name, item =>
    {
        WriteGiven(item, scope);
        item.WriteNumber("rows", scope.Rows);
    });

    /// <summary>Stands for what was given, whatever rows that keeps.</summary>
    public static string KeyOf(ResolvedScope scope) => Encoding.UTF8.GetString(JsonText.Object(json => WriteGiven(json, scope)));

    /// <summary>A JSON object with the member <c>scope</c> before all others.</summary>
    /// <param name="json">The object, as <see cref="JsonText.Object(Action{Utf8JsonWriter})"/> writes it.</param>
    /// <param name="scope">The scope; null to leave the object as it is.</param>
    public static byte[] Before(byte[] json, ResolvedScope? scope)
    {
        if (scope is null) return json;
        var alone = JsonText.Object(head => head.Scope("scope", scope));
        var isEmpty = json.AsSpan().IndexOf((byte)'"') < 0;
        return isEmpty ? alone : [.. alone.AsSpan(0, alone.AsSpan().LastIndexOf((byte)'\n')), (byte)',', .. json.AsSpan(1)];
    }

    private static void WriteGiven(Utf8JsonWriter json, ResolvedScope scope)
    {
        Instant(json, "from", scope.From);
        Instant(json, "to", scope.To);
        List(json, "models", scope.Models);
        List(json, "users", scope.Users);
        List(json, "functions", scope.Functions);
        List(json, "instances", scope.Instances);
        List(json, "statuses", scope.Statuses);
        List(json, "labels", scope.Labels);
    }

    private static void Instant(Utf8JsonWriter json, string name, long? ticks)
    {
        if (ticks is { } instant) json.Instant(name, instant);
        else json.WriteNull(name);
    }

    private static void List(Utf8JsonWriter json, string name, IReadOnlyList<string>? values)
    {
        if (values is null) json.WriteNull(name);
        else json.List(name, values);
    }
}
