using LlmWorkload.Datasets;
using LlmWorkload.Segments;

namespace LlmWorkload.Models;

/// <summary>
/// Asks the models of a catalog. Models whose rows all lie in buckets are asked there, many in one message, so that no grain of theirs is
/// activated. Others are asked through their own grains.
/// </summary>
internal sealed class ModelCalls(DatasetCatalog catalog, IGrainFactory grains)
{
    // What one message asks of a bucket. Answers are some kilobytes at most, and grow with rows.
    private const int MostModels = 1_024;
    private const long MostRows = 32_768;

    /// <summary>Asks one model.</summary>
    public async Task<TAnswer> AskAsync<TAnswer>(CatalogModel model, ModelQuestion question)
        where TAnswer : ModelAnswer => (TAnswer)await GrainOf(model).AskAsync(question, catalog.ViewOf(model));

    /// <summary>Asks several models, and gives their answers in the order of these.</summary>
    public async Task<TAnswer[]> AskAsync<TAnswer>(IReadOnlyList<CatalogModel> models, ModelQuestion question)
        where TAnswer : ModelAnswer
    {
        var answers = new TAnswer[models.Count];
        var asked = new List<Task>();
        var buckets = new SortedDictionary<int, List<(int At, ulong Hash)>>();
        for (var at = 0; at < answers.Length; at++)
        {
            if (!models[at].IsBucketed)
            {
                asked.Add(AskOneAsync(at));
                continue;
            }

            var (hash, number) = Place(models[at]);
            if (!buckets.TryGetValue(number, out var bucket)) buckets.Add(number, bucket = []);
            bucket.Add((at, hash));
        }

        asked.AddRange(buckets.Select(bucket => AskBucketAsync(bucket.Key, bucket.Value)));
        await Task.WhenAll(asked);
        return answers;

        async Task AskOneAsync(int at) => answers[at] = await AskAsync<TAnswer>(models[at], question);

        async Task AskBucketAsync(int number, List<(int At, ulong Hash)> bucket)
        {
            var (grain, view) = (BucketOf(number), catalog.ViewOfBucket(number));
            for (var (from, end) = (0, 0); from < bucket.Count; from = end)
            {
                for (var rows = 0L; end < bucket.Count && end - from < MostModels; end++)
                {
                    rows += models[bucket[end].At].Bucketed;
                    if (end > from && rows > MostRows) break;
                }

                var page = bucket.GetRange(from, end - from);
                var ofPage = await grain.AskAsync(question, [.. page.Select(each => each.Hash)], view);
                for (var i = 0; i < ofPage.Length; i++) answers[page[i].At] = (TAnswer)ofPage[i];
            }
        }
    }

    /// <summary>
    /// Asks whoever holds rows of all models: models that have grains of their own one by one, and each bucket as if the rows of all its
    /// other models were those of one. That is enough where only the sum over all models is wanted.
    /// </summary>
    /// <returns>The answers, those of models in the catalog's order; no model where the answer is a bucket's.</returns>
    public async Task<IReadOnlyList<(CatalogModel? Model, TAnswer Answer)>> AskTogetherAsync<TAnswer>(ModelQuestion question)
        where TAnswer : ModelAnswer
    {
        if (catalog.Buckets is not { Count: > 0 } buckets || !catalog.Models.Any(model => model.IsBucketed))
        {
            var answers = await AskAsync<TAnswer>(catalog.Models, question);
            return [.. catalog.Models.Zip(answers, (model, answer) => ((CatalogModel?)model, answer))];
        }

        var owners = catalog.Models.Where(model => !model.IsBucketed).ToList();
        var except = owners.Where(model => model.Bucketed > 0).Select(Place).ToLookup(place => place.Bucket, place => place.Hash);
        var ofOwners = AskAsync<TAnswer>(owners, question);
        var ofBuckets = await Task.WhenAll(Enumerable.Range(0, buckets.Count).Where(number => buckets[number].Rows > 0).Select(
            number => BucketOf(number).AskTogetherAsync(question, [.. except[number]], catalog.ViewOfBucket(number))));
        return
        [
            .. owners.Zip(await ofOwners, (model, answer) => ((CatalogModel?)model, answer)),
            .. ofBuckets.Select(answer => ((CatalogModel?)null, (TAnswer)answer)),
        ];
    }

    private (ulong Hash, int Bucket) Place(CatalogModel model)
    {
        var hash = IdHash.Of(model.Id, catalog.Options.HashSeed);
        return (hash, GrainKeys.BucketOf(hash, catalog.Options.ModelBuckets));
    }

    private IModelGrain GrainOf(CatalogModel model) => grains.GetGrain<IModelGrain>(GrainKeys.Model(catalog.RowsKey, model.Id));

    private IModelBucketGrain BucketOf(int number) =>
        grains.GetGrain<IModelBucketGrain>(GrainKeys.ModelBucket(catalog.RowsKey, number));
}
