namespace LlmWorkload.Reading;

/// <summary>
/// Where the records of a format have one field of a request. A path is the name of a column, or of a member of a JSON object; behind a
/// point stand members within it (<c>usage.prompt_tokens</c>), <c>name{key}</c> is the value of a key in an OpenTelemetry list.
/// </summary>
internal abstract record FieldSource
{
    /// <summary>The first of some paths that is not missing.</summary>
    public static NamedSource Of(params string[] paths) => new(paths, TimeUnit.Untold);

    /// <summary>The time between two instants of a record.</summary>
    /// <param name="later">The path of the later one.</param>
    /// <param name="earlier">The path of the earlier one.</param>
    /// <param name="notAt">The path of an instant that is no later one: where both are equal, the time is missing; null for none.</param>
    public static SinceSource Since(string[] later, string[] earlier, string[]? notAt = null) => new(later, earlier, notAt ?? []);

    /// <summary>The sum of the members of an object whose name contains a word.</summary>
    public static SumSource SumOf(string word, params string[] objects) => new([.. objects.Select(path => $"{path}.*{word}*")]);

    /// <summary>The sum of numbers and of all numbers of lists.</summary>
    public static SumSource Total(params string[] paths) => new(paths);
}

/// <summary>The first of some paths that is not missing.</summary>
/// <param name="Paths">The paths, the best first.</param>
/// <param name="Unit">The unit of times that are numbers.</param>
internal sealed record NamedSource(IReadOnlyList<string> Paths, TimeUnit Unit) : FieldSource
{
    /// <summary>The same with numbers of a unit.</summary>
    public NamedSource In(TimeUnit unit) => this with { Unit = unit };

    /// <summary>The same, where a record may say another unit at a path.</summary>
    public NamedSource UnlessAt(string path) => this with { UnitPath = path };

    /// <summary>The path of a text that says the unit of a record's number; null for none.</summary>
    public string? UnitPath { get; init; }

    /// <summary>Of the numbers of the whole record, the difference to the least counts: they are of a clock that starts anywhere.</summary>
    public bool IsSinceLeast { get; init; }
}

/// <summary>The time between two instants of a record.</summary>
/// <param name="Later">The paths of the later one.</param>
/// <param name="Earlier">The paths of the earlier one.</param>
/// <param name="NotAt">The paths of an instant with which the later one must not be equal.</param>
internal sealed record SinceSource(IReadOnlyList<string> Later, IReadOnlyList<string> Earlier, IReadOnlyList<string> NotAt) : FieldSource;

/// <summary>The sum of numbers, of all members that a path means, and of all elements of lists.</summary>
/// <param name="Paths">The paths.</param>
internal sealed record SumSource(IReadOnlyList<string> Paths) : FieldSource;
