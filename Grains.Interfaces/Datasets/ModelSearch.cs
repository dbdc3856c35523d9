namespace LlmWorkload.Datasets;

/// <summary>
/// Finds models of a dataset by what users call them: an id or a name, whatever the case of its letters, or the beginning of one where no
/// other model begins so.
/// </summary>
public static class ModelSearch
{
    private const int MostListed = 10;

    /// <summary>The model of an id; else those of a name, which can be several; else the one that is meant by a word like these.</summary>
    /// <param name="catalog">The dataset.</param>
    /// <param name="word">What the user says.</param>
    /// <exception cref="WorkloadException">No model is meant, or one of several may be.</exception>
    public static IReadOnlyList<CatalogModel> Find(DatasetCatalog catalog, string word)
    {
        if (Matches((text, wanted) => text == wanted) is { Count: > 0 } exact) return exact;
        if (Matches((text, wanted) => text.Equals(wanted, StringComparison.OrdinalIgnoreCase)) is { Count: > 0 } same) return Only(same);
        var longer = word.Length == 0 ? [] : Matches((text, wanted) => text.StartsWith(wanted, StringComparison.OrdinalIgnoreCase));
        if (longer.Count > 0) return Only(longer);
        var nearest = NearestName.OrPartOf(word, [.. catalog.Models.SelectMany(model => (string[])[model.Id, model.Name]).Distinct()]);
        throw new WorkloadException($"The dataset '{catalog.Name}' has no model '{word}'{NearestName.Words(nearest)}.")
        { IsInput = true, Nearest = nearest };

        List<CatalogModel> Matches(Func<string, string, bool> fits) =>
            [.. catalog.Models.Where(model => fits(model.Id, word) || fits(model.Name, word))];

        IReadOnlyList<CatalogModel> Only(List<CatalogModel> models) => models.Count == 1
            ? models
            : throw Fault($"'{word}' fits {models.Count} models of the dataset '{catalog.Name}'; give more of one of them: "
                + $"{Listed(models)}.");
    }

    private static string Listed(IReadOnlyList<CatalogModel> models) =>
        string.Join(", ", models.Take(MostListed).Select(model => model.Name == model.Id ? model.Id : $"{model.Name} ({model.Id})"))
            + (models.Count > MostListed ? $" and {models.Count - MostListed} more" : "");

    private static WorkloadException Fault(string message) => new(message) { IsInput = true };
}
