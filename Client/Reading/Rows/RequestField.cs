using LlmWorkload.Segments;

namespace LlmWorkload.Reading;

/// <summary>A field of a request that a log may have.</summary>
/// <param name="name">What it is called in outputs, in snake_case.</param>
/// <param name="kind">What its values are.</param>
/// <param name="accepted">The names of columns that it is read from, the best first.</param>
internal sealed class RequestField(string name, FieldKind kind, params string[] accepted)
{
    /// <summary>What it is called in outputs, in snake_case.</summary>
    public string Name => name;

    /// <summary>What its values are.</summary>
    public FieldKind Kind => kind;

    /// <summary>The names of columns that it is read from, the best first: where a row has none in the first, the next counts.</summary>
    public IReadOnlyList<string> Accepted => accepted;

    /// <summary>The column of segments that has it; null where it is not stored by itself.</summary>
    public ColumnId? Column { get; init; }

    /// <summary>Whether the partitions of users have it too, beside the models.</summary>
    public bool IsOfUsers { get; init; }

    /// <summary>Whether a row without it is rejected.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether it is one of the few fields that most logs have: that a log lacks it is said.</summary>
    public bool IsUsual { get; init; }

    /// <summary>Whether a log may have as many different texts of it as rows. They are handed over anew with every chunk.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Why a row without it is rejected.</summary>
    public RejectReason Missing => field ??= new RejectReason($"{Name}_missing", Kind == FieldKind.Text ? $"a {Name}" : Expected);

    /// <summary>Why a row is rejected in which it is present and cannot be read.</summary>
    public RejectReason Invalid => field ??= new RejectReason($"{Name}_invalid", Expected);

    /// <summary>Why a value that is present counts as missing: it is below zero.</summary>
    public string Negative => field ??= $"{Name}_negative";

    /// <summary>Why a value that is present counts as missing: the record says a unit that nobody knows.</summary>
    public string UnitUnknown => field ??= $"{Name}_unit_unknown";

    private string Expected => Kind switch
    {
        FieldKind.Instant => "a timestamp such as 2025-09-01T22:15:00.403457Z, 2025-09-01 22:15:00 or Unix time",
        FieldKind.Whole => "an integer such as 123 or 123.0",
        FieldKind.Seconds => "decimal seconds such as 0.063005",
        FieldKind.Money => "decimal US dollars such as 0.0125",
        _ => "a text",
    };

    /// <summary>Whether a column of this name can hold the field. Case, blanks, <c>_</c>, <c>-</c> and <c>.</c> do not count.</summary>
    /// <returns>The place of the name among those accepted; −1 where it cannot.</returns>
    public int RankOf(string column)
    {
        var plain = Plain(column);
        return Array.FindIndex(accepted, each => Plain(each) == plain);
    }

    /// <summary>A name without what does not count in it.</summary>
    public static string Plain(string name) =>
        string.Concat(name.Where(c => !char.IsWhiteSpace(c) && c is not ('_' or '-' or '.')).Select(char.ToLowerInvariant));
}
