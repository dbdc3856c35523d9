namespace LlmWorkload.Reading;

/// <summary>Gives slots to the values of a log's records.</summary>
internal interface ISlots
{
    /// <summary>The slot of a path (<see cref="FieldSource"/>); −1 where no record of the log has it.</summary>
    int Of(string path);

    /// <summary>The names that the log has; empty where any name is taken.</summary>
    IReadOnlyList<string> Names { get; }
}
