using System.Text;

namespace LlmWorkload.Tests.Commands;

/// <summary>A plain reader of CSV, to look at what commands wrote.</summary>
public static class CsvText
{
    /// <summary>Header and records; fails where a record has another number of fields than the header.</summary>
    public static IReadOnlyList<string[]> Table(string text)
    {
        var table = new List<string[]>();
        var fields = new List<string>();
        var field = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (isQuoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"') field.Append(text[++i]);
            else if (c == '"') isQuoted = !isQuoted;
            else if (isQuoted || c is not (',' or '\n')) field.Append(c);
            else
            {
                fields.Add(field.ToString());
                field.Clear();
                if (c == ',') continue;
                table.Add([.. fields]);
                fields.Clear();
            }
        }

        Assert.False(isQuoted, "a quote is not closed");
        Assert.True(fields.Count == 0 && field.Length == 0, "the last line does not end");
        Assert.NotEmpty(table);
        Assert.All(table, record => Assert.Equal(table[0].Length, record.Length));
        return table;
    }
}
