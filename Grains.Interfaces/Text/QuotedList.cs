using System.Text;

namespace LlmWorkload;

/// <summary>Texts separated by commas. One with a comma is quoted as in CSV: in double quotes, with each of its own doubled.</summary>
public static class QuotedList
{
    /// <summary>The texts, without blanks around them; empty ones are left out.</summary>
    public static IReadOnlyList<string> Parse(string list)
    {
        var items = new List<string>();
        var item = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < list.Length; i++)
        {
            if (list[i] == '"' && (isQuoted || item.ToString().Trim().Length == 0))
            {
                // Two quotes within quotes are one of the text.
                if (isQuoted && i + 1 < list.Length && list[i + 1] == '"') item.Append(list[i++]);
                else isQuoted = !isQuoted;
            }
            else if (list[i] == ',' && !isQuoted)
            {
                End();
            }
            else
            {
                item.Append(list[i]);
            }
        }

        End();
        return items;

        void End()
        {
            if (item.ToString().Trim() is { Length: > 0 } text) items.Add(text);
            item.Clear();
        }
    }
}
