using LlmWorkload.Figures;

namespace LlmWorkload.Comparison;

/// <summary>What people read in place of the keys of shares: models are known by their names.</summary>
internal static class ShareLabels
{
    private const int Shortest = 36;

    /// <summary>
    /// The names of the keys that have one: of models, on side A where both sides have them. Where several have a name, the id stands
    /// behind it.
    /// </summary>
    /// <param name="share">The name of the share.</param>
    /// <param name="a">The models of A.</param>
    /// <param name="b">The models of B.</param>
    /// <param name="keys">The keys.</param>
    public static IReadOnlyDictionary<string, string> Names(
        string share, IReadOnlyList<SideModel> a, IReadOnlyList<SideModel> b, IEnumerable<string> keys)
    {
        if (share is not ("model_requests" or "model_tokens")) return new Dictionary<string, string>();
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var model in a.Concat(b)) known.TryAdd(model.Id, model.Name);
        var named = keys.Where(known.ContainsKey).ToList();
        var shared = named.GroupBy(key => known[key], StringComparer.Ordinal).Where(name => name.Count() > 1).Select(name => name.Key)
            .ToHashSet(StringComparer.Ordinal);
        return named.ToDictionary(
            key => key, key => shared.Contains(known[key]) ? $"{known[key]} ({key})" : known[key], StringComparer.Ordinal);
    }

    /// <summary>Names shortened in their middle, and no more than leaves them different.</summary>
    /// <param name="names">The names, each once.</param>
    public static IReadOnlyList<string> Shorten(IReadOnlyList<string> names)
    {
        var labels = names.Select(name => FigureNames.Label(name, Shortest)).ToArray();
        var alike = labels.GroupBy(label => label, StringComparer.Ordinal).Where(label => label.Count() > 1)
            .Select(label => label.Key).ToHashSet(StringComparer.Ordinal);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < labels.Length; i++)
        {
            if (!alike.Contains(labels[i])) continue;

            // A number tells apart what differs in the middle alone.
            var place = places[labels[i]] = places.GetValueOrDefault(labels[i]) + 1;
            var ending = $" #{place}";
            labels[i] = FigureNames.Shorten(labels[i], Shortest - ending.Length) + ending;
        }

        return labels;
    }
}
