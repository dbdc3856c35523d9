using LlmWorkload.Datasets;
using LlmWorkload.Segments;
using Orleans.Runtime;
using Orleans.Storage;

namespace LlmWorkload.Tests.Faults;

/// <summary>The records of a dataset's rows in storage, of which some get lost.</summary>
internal static class LostRows
{
    /// <summary>More records than any grain of a test has.</summary>
    private const int MostRecords = 400;

    /// <summary>Removes one record of a grain's rows: the second where there are more, so that its log gets a hole.</summary>
    public static async Task LoseAsync(IGrainStorage storage, DatasetCatalog catalog, string kind)
    {
        var (owner, prefix) = Holders(catalog).First(holder => holder.Kind == kind) is var (_, id, letter) ? (id, letter) : default;
        var numbers = await RecordsAsync(storage, owner, prefix);
        Assert.InRange(numbers.Count, 3, MostRecords);
        var record = await ReadAsync(storage, owner, prefix, 1);
        await storage.ClearStateAsync(Name(prefix, 1), owner, record);
    }

    /// <summary>How many records of a dataset's rows there are.</summary>
    public static async Task<int> CountAsync(IGrainStorage storage, DatasetCatalog catalog)
    {
        var count = 0;
        foreach (var (_, owner, prefix) in Holders(catalog)) count += (await RecordsAsync(storage, owner, prefix)).Count;
        return count;
    }

    private static IEnumerable<(string Kind, GrainId Owner, string Prefix)> Holders(DatasetCatalog catalog)
    {
        foreach (var model in catalog.Models)
        {
            yield return ("model", GrainId.Create("model", GrainKeys.Model(catalog.RowsKey, model.Id)), "m");
            for (var part = 0; part < model.Parts; part++)
                yield return ("part", GrainId.Create("modelpart", GrainKeys.ModelPart(catalog.RowsKey, model.Id, part)), "s");
        }

        for (var number = 0; number < catalog.Options.ModelBuckets; number++)
            yield return ("bucket", GrainId.Create("modelbucket", GrainKeys.ModelBucket(catalog.RowsKey, number)), "b");
        for (var number = 0; number < catalog.Options.Partitions; number++)
            yield return ("partition", GrainId.Create("userpartition", GrainKeys.Partition(catalog.RowsKey, number)), "p");
    }

    private static async Task<List<int>> RecordsAsync(IGrainStorage storage, GrainId owner, string prefix)
    {
        var numbers = new List<int>();
        for (var number = 0; number < MostRecords; number++)
        {
            if ((await ReadAsync(storage, owner, prefix, number)).RecordExists) numbers.Add(number);
        }

        return numbers;
    }

    private static async Task<GrainState<SegmentRecord>> ReadAsync(IGrainStorage storage, GrainId owner, string prefix, int number)
    {
        var record = new GrainState<SegmentRecord>(new SegmentRecord([]));
        await storage.ReadStateAsync(Name(prefix, number), owner, record);
        return record;
    }

    private static string Name(string prefix, int number) => $"{prefix}-segment-{number:D6}";
}
