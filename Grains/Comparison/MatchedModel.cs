namespace LlmWorkload.Comparison;

/// <summary>A model that both sides have.</summary>
/// <param name="A">Its place among the models of A.</param>
/// <param name="B">Its place among the models of B.</param>
/// <param name="Id">Its id on side A.</param>
/// <param name="IdB">Its id on side B.</param>
/// <param name="Name">Its name on side A.</param>
internal sealed record MatchedModel(int A, int B, string Id, string IdB, string Name)
{
    /// <summary>
    /// The models of both sides, in the order of A: those of one id; of the others those whose name one alone bears on either side.
    /// </summary>
    public static IReadOnlyList<MatchedModel> Of(IReadOnlyList<SideModel> a, IReadOnlyList<SideModel> b)
    {
        var byId = b.Select((model, place) => (model.Id, place)).ToDictionary(each => each.Id, each => each.place, StringComparer.Ordinal);
        var namesA = Alone(a.Select((model, place) => (model, place)).Where(each => !byId.ContainsKey(each.model.Id)));
        var idsOfA = a.Select(model => model.Id).ToHashSet(StringComparer.Ordinal);
        var namesB = Alone(b.Select((model, place) => (model, place)).Where(each => !idsOfA.Contains(each.model.Id)));
        var matched = new List<MatchedModel>();
        for (var place = 0; place < a.Count; place++)
        {
            var model = a[place];
            var isSame = byId.TryGetValue(model.Id, out var other);
            if (!isSame && !(namesA.ContainsKey(model.Name) && namesB.TryGetValue(model.Name, out other))) continue;
            matched.Add(new MatchedModel(place, other, model.Id, b[other].Id, model.Name));
        }

        return matched;
    }

    private static Dictionary<string, int> Alone(IEnumerable<(SideModel Model, int Place)> models) =>
        models.GroupBy(each => each.Model.Name, StringComparer.Ordinal).Where(name => name.Count() == 1)
            .ToDictionary(name => name.Key, name => name.Single().Place, StringComparer.Ordinal);
}
