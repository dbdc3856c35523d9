using LlmWorkload.Datasets;

namespace LlmWorkload.Reading.Csv;

/// <summary>The names of one file's columns, and where its fields are by them.</summary>
internal sealed class CsvHeader
{
    private readonly IReadOnlyList<string> _names;
    private readonly string[] _plain;

    /// <summary>Finds the fields by the names.</summary>
    /// <param name="file">The path of the file, for messages.</param>
    /// <param name="name">What the file is called.</param>
    /// <param name="names">The names as they stand in the file.</param>
    /// <param name="mappings">The formats that the file may be of.</param>
    /// <param name="options">What the user says.</param>
    /// <param name="isNumber">Whether the values of a column are numbers.</param>
    /// <exception cref="WorkloadException">
    /// A field that is required is in no column; the message lists the names found and those accepted.
    /// </exception>
    public CsvHeader(string file, string name, IReadOnlyList<string> names, LogMappings mappings, ReadingOptions options,
        Func<int, bool> isNumber)
    {
        (_names, _plain) = (names, [.. names.Select(RequestField.Plain)]);
        var mapping = mappings.Of(file, LogContainers.Csv, names, options);
        Slots = new CsvSlots(names);
        Plan = new RecordPlan(mapping, options, name, Slots);
        var seen = new HashSet<string>();
        for (var column = 0; column < names.Count; column++)
        {
            // A second column of a name is never read: nobody knows which of the two is meant.
            var index = column;
            if (seen.Add(_plain[column])) Plan.AddName(names[column], column, () => isNumber(index));
        }

        var used = Plan.Used().Select(Slots.ColumnOf).ToHashSet();
        IsRead = [.. Enumerable.Range(0, names.Count).Select(used.Contains)];
        Plan.Check(file, "the header", Found);
    }

    /// <summary>The number of columns.</summary>
    public int Count => _names.Count;

    /// <summary>Where records have the fields.</summary>
    public RecordPlan Plan { get; }

    /// <summary>The slots of the columns.</summary>
    public CsvSlots Slots { get; }

    /// <summary>Per column, whether a field is read from it.</summary>
    public bool[] IsRead { get; }

    /// <summary>What is to be said of the file's columns.</summary>
    public FileColumns Columns => Plan.Columns([.. Enumerable.Range(0, Count).Where(column => !IsRead[column]).Select(NameOf)]);

    /// <summary>The columns in order, each with what is read from it.</summary>
    public IReadOnlyList<LayoutColumn> Layout => Slots.Layout(Plan, NameOf);

    /// <summary>
    /// The name of the column of a slot as it is shown: on one line, at most 100 characters; its number where it has none.
    /// </summary>
    public string NameOf(int slot) => NameOfColumn(Slots.ColumnOf(slot));

    /// <summary>
    /// The name of a column that is read, and that another header has at another place; null where the texts are no header, or one that
    /// says the same.
    /// </summary>
    /// <param name="cells">The texts of a record, one a column.</param>
    public string? ReadElsewhere(IReadOnlyList<string> cells)
    {
        if (cells.Count != Count || !Plan.Has(RequestFields.Started)) return null;
        string[] others = [.. cells.Select(RequestField.Plain)];
        var started = _plain[Slots.ColumnOf(Plan.SlotsOf(RequestFields.Started)[0])];
        if (!others.Contains(started) || others.Count(name => name.Length > 0 && _plain.Contains(name)) < 2) return null;
        var at = Enumerable.Range(0, Count).FirstOrDefault(column => IsRead[column] && others[column] != _plain[column], -1);
        return at < 0 ? null : $"'{NameOfColumn(at)}'";
    }

    private string NameOfColumn(int column)
    {
        var name = _names[column];
        return name.Length == 0 ? $"(column {column + 1})" : LogText.Name(name);
    }

    private string Found() => LogText.Names([.. Enumerable.Range(0, Count).Select(NameOf)]);
}
