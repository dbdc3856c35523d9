using LlmWorkload.Datasets;

namespace LlmWorkload.Reading.Csv;

/// <summary>Where the fields of a request stand in the records of one file.</summary>
internal sealed class CsvColumns
{
    private const int MaxNamesShown = 50;
    private const int MaxNameShown = 100;

    private readonly IReadOnlyList<string> _header;
    private readonly Dictionary<RequestField, int[]> _columns;

    private CsvColumns(IReadOnlyList<string> header)
    {
        _header = header;
        _columns = RequestFields.All.ToDictionary(field => field, Find);
        int[] used = [.. _columns.Values.SelectMany(columns => columns)];
        IsRead = [.. Enumerable.Range(0, header.Count).Select(index => used.Contains(index))];
        Ignored = [.. Enumerable.Range(0, header.Count).Where(index => !IsRead[index]).Select(NameOf)];
    }

    public int Count => _header.Count;

    /// <summary>Per column, whether a field is read from it.</summary>
    public bool[] IsRead { get; }

    /// <summary>The header names no field is read from, in file order, as <see cref="NameOf"/> has them.</summary>
    public IReadOnlyList<string> Ignored { get; }

    /// <summary>The columns of a field, the best first; none where the file does not have it.</summary>
    public int[] this[RequestField field] => _columns[field];

    /// <summary>Finds the fields by the names of <paramref name="header"/>.</summary>
    /// <param name="file">The path of the file, for messages.</param>
    /// <param name="header">The names as they stand in the file.</param>
    /// <param name="modelIsNamed">Whether the model of the file is known without a column.</param>
    /// <exception cref="WorkloadException">
    /// A required column is not there; the message lists the names found and those accepted.
    /// </exception>
    public static CsvColumns Of(string file, IReadOnlyList<string> header, bool modelIsNamed)
    {
        var columns = new CsvColumns(header);
        var faults = new List<string>();
        if (columns[RequestFields.Started].Length == 0)
            faults.Add($"no column for the start instant (accepted names: {Accepted(RequestFields.Started)})");
        if (columns[RequestFields.Model].Length == 0 && !modelIsNamed)
            faults.Add($"no column for the model (accepted names: {Accepted(RequestFields.Model)}; or --model NAME, or "
                + "--model-from-filename)");
        return faults.Count == 0
            ? columns
            : throw new WorkloadException(
                $"{file}: the header has {string.Join(" and ", faults)}. Names found: {columns.Found()}.")
            { IsInput = true };
    }

    /// <summary>What is to be said of the file's columns.</summary>
    /// <param name="modelIsNamed">Whether the model is known without a column.</param>
    public FileColumns Describe(bool modelIsNamed) => new(
        Ignored,
        [.. RequestFields.All.Where(field => field.IsUsual && this[field].Length == 0 && !(modelIsNamed && field == RequestFields.Model))
            .Select(field => field.Name)]);

    /// <summary>The field a row was rejected for; null where no one field is at fault.</summary>
    public static RequestField? FieldOf(RejectReason reason) =>
        RequestFields.All.FirstOrDefault(field => field.Missing == reason || field.Invalid == reason);

    /// <summary>The name of a column as it is shown: on one line, at most 100 characters; its number where it has none.</summary>
    public string NameOf(int column)
    {
        var name = _header[column];
        if (name.Length == 0) return $"(column {column + 1})";
        var shown = name.Length > MaxNameShown ? LogText.Cut(name, MaxNameShown) : name;
        return shown.Any(char.IsControl) ? string.Concat(shown.Select(c => char.IsControl(c) ? '\uFFFD' : c)) : shown;
    }

    // A second column of a name is never read: which of the two is meant, nobody knows.
    private int[] Find(RequestField field) =>
    [
        .. _header
            .Select((name, index) => (Name: RequestField.Plain(name), Rank: field.RankOf(name), Index: index))
            .Where(column => column.Rank >= 0)
            .DistinctBy(column => column.Name)
            .OrderBy(column => column.Rank)
            .Select(column => column.Index),
    ];

    private static string Accepted(RequestField field) => string.Join(", ", field.Accepted);

    private string Found() =>
        string.Join(", ", Enumerable.Range(0, Math.Min(Count, MaxNamesShown)).Select(NameOf))
            + (Count > MaxNamesShown ? $", and {Count - MaxNamesShown} more" : "");
}
