using System.Text;
using LlmWorkload.Datasets;
using LlmWorkload.Ingestion;
using LlmWorkload.Questions;
using LlmWorkload.Scopes;

namespace LlmWorkload.Tests.Scopes;

/// <summary>The law of scopes: an answer is that of a fresh dataset with the kept rows alone, to the last byte.</summary>
public sealed class ScopeLawTests(SiloGroup silos) : IClassFixture<SiloGroup>, IDisposable
{
    private static readonly DatasetOptions Whole = new(Partitions: 6, ChunkRecords: 200);
    private static readonly DateTime Start = new(2025, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 0)]
    [InlineData(4, 0)]
    [InlineData(1, 2)]
    public async Task Every_analysis_of_a_scope_is_that_of_a_dataset_with_its_rows(int parts, int buckets)
    {
        var log = new ScopedLog(3_000, seed: parts);
        var name = $"whole-{parts}-{buckets}";
        var whole = await IngestAsync(name, log.Write(_folder.At("log.csv")), Whole with { ModelParts = parts, ModelBuckets = buckets });
        Assert.Equal(buckets > 0, whole.Models.Any(model => model.IsBucketed));
        var random = new Random(parts);
        for (var round = 0; round < 10; round++)
        {
            var (scope, keeps) = Random(random, round);
            if (!log.Has(keeps)) continue;
            var fresh = $"fresh-{parts}-{buckets}-{round}";
            var kept = await IngestAsync(fresh, log.Write(_folder.At($"kept-{round}.csv"), keeps), Whole);

            var narrowed = await silos.Grains.GetGrain<IScopeGrain>(GrainKeys.Dataset(name)).NarrowAsync(scope);
            Assert.Equal((kept.Rows, kept.First, kept.Last), (narrowed.Rows, narrowed.First, narrowed.Last));
            Assert.Equal(kept.Rows, narrowed.Scope!.Rows);
            var expected = await AnalysisOutputs.OfAsync(silos.Grains, fresh, top: 2);
            foreach (var summary in expected.Keys.Where(file => file.EndsWith("summary.json", StringComparison.Ordinal)).ToList())
                expected[summary] = Encoding.UTF8.GetString(ScopeText.Before(Encoding.UTF8.GetBytes(expected[summary]), narrowed.Scope));
            AnalysisOutputs.AssertSame(expected, await AnalysisOutputs.OfAsync(silos.Grains, name, top: 2, scope));
            await AssertQuestionsAsync(fresh, name, scope);
        }
    }

    private async Task AssertQuestionsAsync(string fresh, string whole, Scope scope)
    {
        var questions = silos.Grains.GetGrain<IQuestionsGrain>(0);
        var models = await questions.ModelsAsync(fresh, int.MaxValue);
        Assert.Equal(models, await questions.ModelsAsync(whole, int.MaxValue, scope));
        var users = await questions.UsersAsync(fresh, 0, int.MaxValue);
        Assert.Equal(users, await questions.UsersAsync(whole, 0, int.MaxValue, scope));
        foreach (var user in users.Take(2))
        {
            Assert.Equal(
                Encoding.UTF8.GetString((await questions.UserAsync(fresh, user.User)).Json("d")),
                Encoding.UTF8.GetString((await questions.UserAsync(whole, user.User, scope)).Json("d")));
        }
    }

    private static (Scope Scope, Func<ScopedLog.Row, bool> Keeps) Random(Random random, int round)
    {
        // Each list alone, and then several at once.
        var chosen = Enumerable.Range(0, 7).Where(list => round < 7 ? list == round : random.Next(3) == 0)
            .Append(round < 7 ? round : random.Next(7)).ToHashSet();
        bool Has(int list) => chosen.Contains(list);
        var from = Has(0) ? Start.AddSeconds(random.Next(40_000)) : (DateTime?)null;
        var to = Has(0) ? from!.Value.AddSeconds(random.Next(5_000, 60_000)) : (DateTime?)null;
        string[] models = Has(1) ? ["model-1,model-3", "model-5"] : [];
        string[] users = Has(2) ? [string.Join(',', Enumerable.Range(0, 12).Select(user => $"user-{user}")), "-"] : [];
        string[] functions = Has(3) ? ["embed, fast", "chat"] : [];
        string[] instances = Has(4) ? ["gpu-0,-"] : [];
        string[] statuses = Has(5) ? [round == 5 ? "ok" : "failed,-", "201"] : [];
        string[] labels = Has(6) ? ["team-1"] : [];
        var users12 = Enumerable.Range(0, 12).Select(user => $"user-{user}").Append("").ToHashSet();
        return (
            new Scope(Instant(from), Instant(to), models, users, functions, instances, statuses, labels),
            row => (from is null || (row.Started >= from && row.Started < to))
                && (models.Length == 0 || row.Model is "model-1" or "model-3" or "model-5")
                && (users.Length == 0 || users12.Contains(row.User))
                && (functions.Length == 0 || row.Function is "embed, fast" or "chat")
                && (instances.Length == 0 || row.Instance is "gpu-0" or "")
                && (statuses.Length == 0 || row.Status == "201" || (round == 5 ? !row.IsFailed : row.IsFailed || row.Status.Length == 0))
                && (labels.Length == 0 || row.Label == "team-1"));
    }

    private static ScopeInstant? Instant(DateTime? instant) => instant is { } at ? new ScopeInstant(at.Ticks, false) : null;

    private async Task<DatasetCatalog> IngestAsync(string dataset, string file, DatasetOptions options) =>
        (await new LogIngestor(silos.Grains).IngestAsync(
            new IngestRequest { Files = [file], Dataset = dataset, Options = options })).Catalog;
}
