namespace LlmWorkload.Reading;

/// <summary>What the user says of the columns of logs (<c>--map</c>, <c>--unit</c>); it wins over every rule.</summary>
/// <param name="Columns">By the name of a field, <c>round</c> or <c>blocks</c>: the column that has it, or a JSON path.</param>
/// <param name="Units">By field: the unit of its numbers.</param>
/// <param name="Constants">By the name of a field of texts: what it is where a record does not have it.</param>
internal sealed record MappingOptions(
    IReadOnlyDictionary<string, string> Columns,
    IReadOnlyDictionary<RequestField, TimeUnit> Units,
    IReadOnlyDictionary<string, string> Constants)
{
    /// <summary>Nothing said.</summary>
    public static MappingOptions None { get; } =
        new(new Dictionary<string, string>(), new Dictionary<RequestField, TimeUnit>(), new Dictionary<string, string>());

    /// <summary>All of it as one text, the same for the same options; empty for none.</summary>
    public string Key => string.Join(',',
    [
        .. Columns.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"map={each.Key}:{each.Value}"),
        .. Units.OrderBy(each => each.Key.Name, StringComparer.Ordinal).Select(each => $"unit={each.Key.Name}:{each.Value.Name()}"),
        .. Constants.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"constant={each.Key}:{each.Value}"),
    ]);
}
