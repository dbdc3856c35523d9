namespace LlmWorkload.Reading;

/// <summary>Something that is so or not of a record.</summary>
/// <param name="Path">The path of a value (<see cref="FieldSource"/>).</param>
/// <param name="Kind">What the value is asked.</param>
/// <param name="Values">The texts that it is compared with; case does not count.</param>
internal sealed record Condition(string Path, ConditionKind Kind, params string[] Values)
{
    /// <summary>Whether a value is one of some texts.</summary>
    public static Condition Is(string path, params string[] values) => new(path, ConditionKind.Is, values);

    /// <summary>Whether a value is missing or one of some texts.</summary>
    public static Condition IsMissingOr(string path, params string[] values) => new(path, ConditionKind.IsMissingOr, values);

    /// <summary>Whether a value is there, and does not say that there was no error.</summary>
    public static Condition IsError(string path) => new(path, ConditionKind.IsError);

    /// <summary>Whether any of two values is there.</summary>
    public static Condition IsThereAny(string path, string other) => new(path, ConditionKind.IsThere) { Other = other };

    /// <summary>The path of a value that counts where the first is missing; null for none.</summary>
    public string? Other { get; init; }

    /// <summary>Whether a value is the number 0.</summary>
    public static Condition IsZero(string path) => new(path, ConditionKind.IsZero);

    /// <summary>Whether a value is there, and is no HTTP status of success.</summary>
    public static Condition IsNoSuccess(string path) => new(path, ConditionKind.IsNoSuccess);
}

/// <summary>What a value is asked by a <see cref="Condition"/>.</summary>
internal enum ConditionKind
{
    /// <summary>Whether it is one of the texts.</summary>
    Is,

    /// <summary>Whether it is missing, or one of the texts.</summary>
    IsMissingOr,

    /// <summary>Whether it is there.</summary>
    IsThere,

    /// <summary>Whether it is there, and does not say that there was no error (<see cref="FailureRule.IsNoError"/>).</summary>
    IsError,

    /// <summary>Whether it is the number 0.</summary>
    IsZero,

    /// <summary>Whether it is there, and no number from 200 to 299.</summary>
    IsNoSuccess,
}
