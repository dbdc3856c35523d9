namespace LlmWorkload.Reading;

/// <summary>
/// How the records of one format become requests: path → field, unit, rule. It is told by the names that a log must have.
/// </summary>
/// <param name="Name">What the format is called.</param>
/// <param name="Containers">What its logs are written as.</param>
internal sealed record LogMapping(string Name, LogContainers Containers)
{
    /// <summary>
    /// Names of columns or members of which a log has all of one set; <c>a|b</c> is either of both. Case does not count. None for the
    /// format that takes what no other takes.
    /// </summary>
    public IReadOnlyList<string[]> Needs { get; init; } = [];

    /// <summary>Names of which a log must have none.</summary>
    public IReadOnlyList<string> Unless { get; init; } = [];

    /// <summary>Whether a request that failed has no times: 0 stands there for want of any.</summary>
    public bool HasNoTimesOfFailed { get; init; }

    /// <summary>Whether a duration that a record says counts before the one up to its completion.</summary>
    public bool DurationIsFirst { get; init; }

    /// <summary>
    /// Where each field is. For the format of <see cref="HasRequestNames"/>, fields that have a source here have it first.
    /// </summary>
    public IReadOnlyDictionary<RequestField, FieldSource> Fields { get; init; } = new Dictionary<RequestField, FieldSource>();

    /// <summary>Whether fields are found by <see cref="RequestField.Accepted"/>.</summary>
    public bool HasRequestNames { get; init; }

    /// <summary>Whether a log names its models; where it does not, the file's name is the model.</summary>
    public bool NamesModels { get; init; } = true;

    /// <summary>
    /// Where a record holds many requests: the path of their lists, <c>a[].b</c>, several parted by <c>,</c>; null for one.
    /// </summary>
    public string? Requests { get; init; }

    /// <summary>Whether a record holds many requests as one list a field.</summary>
    public bool IsOfLists { get; init; }

    /// <summary>The request failed where any of these is so.</summary>
    public IReadOnlyList<Condition> FailedWhere { get; init; } = [];

    /// <summary>A record is a request where all of these are so.</summary>
    public IReadOnlyList<Condition> KeptWhere { get; init; } = [];

    /// <summary>What records are that are no requests by <see cref="KeptWhere"/>, in words.</summary>
    public string Ignored { get; init; } = "not one model call";

    /// <summary>The paths of a record's own id and of its parent's: a record whose parent is kept is not. Null for none.</summary>
    public (string Id, string Parent)? Parents { get; init; }

    /// <summary>The paths of a record's own id and of its parent's: the session is the first id of the chain. Null for none.</summary>
    public (string Id, string Parent)? Chain { get; init; }

    /// <summary>The path of the list of blocks; null for none.</summary>
    public string? Blocks { get; init; }

    /// <summary>Tokens of a block; 0 where nobody knows.</summary>
    public int BlockSize { get; init; }

    /// <summary>What a number is called that is added up over the log and said, and its path; null for none.</summary>
    public (string Name, string Path)? Counted { get; init; }

    /// <summary>Whether instants that are numbers must be whole, since the format of the same names has another unit.</summary>
    public bool HasWholeInstants { get; init; }

    /// <summary>Why a log of this format cannot be read, and what to export instead; null where it can.</summary>
    public string? Refusal { get; init; }

    /// <summary>Whether a log with such names is of this format.</summary>
    /// <param name="container">What the log is written as.</param>
    /// <param name="names">The names of its columns, or of the members of its first record.</param>
    public bool Matches(LogContainers container, IReadOnlySet<string> names) => (Containers & container) != 0 && !Unless.Any(names.Contains)
        && (Needs.Count == 0 || Needs.Any(set => set.All(need => need.Split('|').Any(names.Contains))));
}

/// <summary>What logs are written as.</summary>
[Flags]
internal enum LogContainers
{
    /// <summary>Values between separators.</summary>
    Csv = 1,

    /// <summary>JSON: an object a line, a list of them, or one document.</summary>
    Json = 2,

    /// <summary>Parquet.</summary>
    Parquet = 4,
}
