using System.Text;

namespace LlmWorkload.Tests.Reading;

/// <summary>CSV read the plain way, a character at a time over the whole text: what the scanner is compared with.</summary>
internal static class PlainCsv
{
    /// <summary>A record.</summary>
    /// <param name="Line">The line it starts on.</param>
    /// <param name="Lines">How many it spans.</param>
    /// <param name="Fault">Why it is none; empty where it is one.</param>
    /// <param name="Fields">Its fields, joined; empty for a faulty one.</param>
    internal sealed record Record(long Line, long Lines, string Fault, string Fields)
    {
        public const char Joint = '\u241F';
    }

    /// <summary>The records of a text.</summary>
    /// <param name="text">Characters of one byte.</param>
    /// <param name="fields">Fields that a record has.</param>
    /// <param name="mostLines">The most lines of one.</param>
    public static List<Record> Read(string text, int fields, int mostLines)
    {
        var records = new List<Record>();
        var (at, line) = (0, 1L);
        while (at < text.Length)
        {
            var end = text.IndexOf('\n', at) is >= 0 and var found ? found : text.Length;
            var alone = text[at..end].TrimEnd('\r') == "" && text[at..end].Length < 2;
            if (alone)
            {
                (at, line) = (end + 1, line + 1);
                continue;
            }

            var (fault, found2, next, breaks) = One(text, at);
            if (fault == "" && found2.Count != fields) fault = "FieldCount";
            if (fault == "" && breaks >= mostLines) fault = "UnclosedQuote";
            if (fault == "")
            {
                records.Add(new Record(line, breaks + 1, "", string.Join(Record.Joint, found2)));
                (at, line) = (next, line + breaks + 1);
            }
            else
            {
                records.Add(new Record(line, 1, breaks >= mostLines ? "UnclosedQuote" : fault, ""));
                (at, line) = (end + 1, line + 1);
            }
        }

        return records;
    }

    private static (string Fault, List<string> Fields, int Next, int Breaks) One(string text, int at)
    {
        var fields = new List<string>();
        var breaks = 0;
        while (true)
        {
            var field = new StringBuilder();
            if (at < text.Length && text[at] == '"')
            {
                at++;
                while (true)
                {
                    if (at >= text.Length) return ("UnclosedQuote", fields, at, breaks);
                    if (text[at] == '"' && at + 1 < text.Length && text[at + 1] == '"') at++;
                    else if (text[at] == '"') break;
                    if (text[at] == '\n') breaks++;
                    field.Append(text[at++]);
                }

                at++;
                while (at < text.Length && text[at] is ' ' or '\t' or '\r') at++;
                if (at < text.Length && text[at] is not (',' or '\n')) return ("UnclosedQuote", fields, at, breaks);
                fields.Add(field.ToString());
            }
            else
            {
                while (at < text.Length && text[at] is not (',' or '\n')) field.Append(text[at++]);
                var whole = field.ToString();
                if ((at == text.Length || text[at] == '\n') && whole.EndsWith('\r')) whole = whole[..^1];
                fields.Add(whole.Trim(' ', '\t'));
            }

            if (at >= text.Length) return ("", fields, at, breaks);
            if (text[at++] == '\n') return ("", fields, at, breaks);
        }
    }
}
