namespace LlmWorkload.Datasets;

/// <summary>The names of the datasets that exist.</summary>
[Alias("llmwl.IDatasetIndexGrain")]
public interface IDatasetIndexGrain : IGrainWithStringKey
{
    /// <summary>Every dataset's name, the one touched last first.</summary>
    [ResponseTimeout("00:00:10")]
    Task<IReadOnlyList<string>> ListAsync();

    /// <summary>Adds a name, or marks it as touched last.</summary>
    Task TouchAsync(string dataset);

    /// <summary>Removes a name.</summary>
    Task RemoveAsync(string dataset);
}
