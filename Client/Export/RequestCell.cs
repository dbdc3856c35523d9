using LlmWorkload.Segments;

namespace LlmWorkload.Export;

/// <summary>The values of one column of exported requests.</summary>
/// <param name="IsThere">Whether a row has one.</param>
/// <param name="Write">Writes that of a row that has one.</param>
internal sealed record RequestCell(Func<int, bool> IsThere, Action<int> Write)
{
    /// <summary>The values of a column.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="column">The column.</param>
    /// <param name="output">Where they are written.</param>
    /// <param name="textOf">A text as it is written.</param>
    /// <param name="instant">Writes an instant in UTC ticks.</param>
    public static RequestCell Of(
        ExportedRows rows, RequestColumn column, Utf8Rows output, Converter<string, byte[]> textOf, Action<long> instant)
    {
        switch (column.Kind)
        {
            case RequestColumnKind.Text:
                var texts = rows.Texts(column.Column);
                var written = Array.ConvertAll(texts.Values, textOf);
                return new RequestCell(row => texts.Index[row] >= 0, row => output.Text(written[texts.Index[row]]));
            case RequestColumnKind.Status:
                return Ending(new Endings(rows).Status);
            case RequestColumnKind.Error:
                return Ending(new Endings(rows).Error);
            case RequestColumnKind.Completed:
                var started = rows.Numbers(ColumnId.Started);
                return Number((row, duration) => instant(started[row] + duration));
            default:
                var write = column.Kind switch
                {
                    RequestColumnKind.Whole => (Action<long>)output.Number,
                    RequestColumnKind.Seconds => output.Seconds,
                    RequestColumnKind.Dollars => output.Dollars,
                    _ => instant,
                };
                return Number((_, value) => write(value));
        }

        RequestCell Number(Action<int, long> write)
        {
            var values = rows.Numbers(column.Column);
            return new RequestCell(row => values[row] != Missing.Value, row => write(row, values[row]));
        }

        RequestCell Ending(Func<int, string?> of) => new(row => of(row) is not null, row => output.Text(textOf(of(row)!)));
    }
}
