namespace LlmWorkload.Export;

/// <summary>Counts the rows that an export leaves out, by reason.</summary>
internal sealed class LeftOutRows
{
    /// <summary>A row without input or output tokens, where the form needs both.</summary>
    public const string TokensMissing = "tokens missing";

    /// <summary>A row whose end is no instant, where the form needs one.</summary>
    public const string EndsBehindTime = "end behind the year 9999";

    /// <summary>A row that would start at no instant, since requests come further apart than they did.</summary>
    public const string StartsBehindTime = "start behind the year 9999";

    private readonly SortedDictionary<string, long> _rows = new(StringComparer.Ordinal);

    /// <summary>Reason → rows, by reason.</summary>
    public IReadOnlyDictionary<string, long> Rows => _rows;

    /// <summary>Counts a row.</summary>
    public void Add(string reason) => _rows[reason] = _rows.GetValueOrDefault(reason) + 1;
}
