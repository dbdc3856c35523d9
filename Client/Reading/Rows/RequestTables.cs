namespace LlmWorkload.Reading;

/// <summary>The distinct texts that a reading met, a table for each field of texts. Not safe for use by two threads at once.</summary>
/// <param name="hashSeed">The seed of the texts' hashes.</param>
internal sealed class RequestTables(long hashSeed)
{
    private static readonly int ModelAt = RequestFields.TextOf(RequestFields.Model);
    private static readonly int UserAt = RequestFields.TextOf(RequestFields.User);

    private readonly IdTable[] _tables = Array.ConvertAll(RequestFields.Texts, _ => new IdTable(hashSeed));

    /// <summary>The models' ids.</summary>
    public IdTable Models => _tables[ModelAt];

    /// <summary>The users' ids.</summary>
    public IdTable Users => _tables[UserAt];

    /// <summary>Forgets the texts of fields that may have as many as rows, so that memory does not grow with the log.</summary>
    public void ClearOpen()
    {
        for (var text = 0; text < _tables.Length; text++)
        {
            if (RequestFields.Texts[text].IsOpen) _tables[text].Clear();
        }
    }

    /// <summary>The table of a field, by its place among <see cref="RequestFields.Texts"/>.</summary>
    public IdTable this[int text] => _tables[text];
}
