using System.Text.Json;

namespace LlmWorkload;

/// <summary>Rows of named columns. Values are texts, whole numbers, decimals, amounts, truth values or null.</summary>
/// <param name="Columns">Names in snake_case.</param>
/// <param name="Rows">A value a column.</param>
public sealed record Listing(IReadOnlyList<string> Columns, IReadOnlyList<object?[]> Rows)
{
    /// <summary>The rows as a JSON array of objects.</summary>
    public byte[] Json() => JsonText.Array(Rows, WriteRow);

    private void WriteRow(Utf8JsonWriter json, object?[] row)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            switch (row[i])
            {
                case long whole: json.WriteNumber(Columns[i], whole); break;
                case int whole: json.WriteNumber(Columns[i], whole); break;
                case double number: json.Number(Columns[i], number); break;
                case Int128 whole: json.WriteNumber(Columns[i], (decimal)whole); break;
                case decimal amount: json.WriteNumber(Columns[i], amount); break;
                case bool truth: json.WriteBoolean(Columns[i], truth); break;
                case null: json.WriteNull(Columns[i]); break;
                case var text: json.WriteString(Columns[i], text.ToString()); break;
            }
        }
    }
}
