using System.Text.Json;
using CsCheck;
using LlmWorkload.Analyses;
using LlmWorkload.Columns;
using LlmWorkload.Datasets;
using LlmWorkload.Ingestion;
using LlmWorkload.Models;
using LlmWorkload.Reading;
using LlmWorkload.Segments;
using LlmWorkload.Users;

namespace LlmWorkload.Tests;

/// <summary>
/// What is answered at any moment of an ingestion: segments and records in any order, clients that are killed and go on sending, other text
/// behind what was recorded, a last line that goes on. All answers of one version are about the same rows.
/// </summary>
public sealed class AnswersOfAVersionTests(WorkloadCluster cluster) : IClassFixture<WorkloadCluster>, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _datasets;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task All_answers_of_one_version_are_about_the_chunks_that_it_has_recorded() => Gen.Int[0, int.MaxValue - 1].SampleAsync(
        async seed => await new Run(cluster.Grains, $"d{Interlocked.Increment(ref _datasets)}", _folder, new Random(seed)).ToEndAsync(),
        iter: 20,
        threads: 1);

    /// <summary>One file's ingestion by several clients, one after another.</summary>
    private sealed class Run(IGrainFactory grains, string name, TemporaryFolder folder, Random random)
    {
        private const int Attempts = 3;
        private const int Window = 4;

        private readonly DatasetOptions _options = new(
            Partitions: 3, ChunkRecords: 25, ModelParts: random.Next(2) == 0 ? 1 : 3, ModelBuckets: random.Next(2) == 0 ? 0 : 2);
        private readonly Dictionary<int, EncodedChunk> _sent = [];
        private readonly List<(DatasetCatalog Catalog, long Rows)> _earlier = [];
        private string _text = "";

        private IDatasetGrain Dataset => grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset(name));

        private string File => folder.At($"{name}.csv");

        public async Task ToEndAsync()
        {
            await OfferAsync(null, FileState.New);
            var killed = new List<Delivered>();
            for (var attempt = 0; attempt < Attempts && !(await Chunks.DescribeAsync(grains, name)).Files[0].Complete; attempt++)
            {
                var chunks = await BeginAsync();
                await ForgetAsync(killed);
                killed = await SendAsync(chunks, isKilled: attempt < Attempts - 1);
            }

            var complete = await Chunks.DescribeAsync(grains, name);
            Assert.True(complete.Files[0].Complete);
            await CheckAsync();
            await OfferAsync(complete.Life, FileState.GrownInLine);
            await CheckAsync();
            await SendAsync(await BeginAsync(), isKilled: false);
            Assert.True((await Chunks.DescribeAsync(grains, name)).Files[0].Complete);
            await CheckAsync();
        }

        private Task OfferAsync(long? life, FileState state) =>
            Dataset.OfferAsync(
                _options, life,
                [new FileOffer(
                "log.csv", "", new FileStamp(File, 1, 1), new TextMark(1, new Hash128(0, 1)), FileColumns.None, state, state == FileState.New ? -1 : 0)]);

        // Another client, for which other text stands behind what is recorded.
        private async Task<List<EncodedChunk>> BeginAsync()
        {
            var client = Guid.NewGuid();
            var life = (await Chunks.DescribeAsync(grains, name)).Life;
            var holder = (await Dataset.ClaimAsync(life, 0, client, null)).Holder;
            if (holder != client) await Dataset.LeaveAsync(life, holder);
            Assert.Equal(client, (await Dataset.ClaimAsync(life, 0, client, null)).Holder);
            var entry = (await Dataset.BeginAsync(life, 0, client))!;
            Assert.DoesNotContain(entry.NextChunk, _sent.Keys);

            var other = SampleLog.Write(File, rows: random.Next(100, 300), seed: random.Next());
            var fresh = await System.IO.File.ReadAllTextAsync(other);
            _text = entry.NextPosition is { } at
                ? _text[..(int)at.Offset] + fresh[(fresh.IndexOf('\n', StringComparison.Ordinal) + 1)..]
                : fresh;
            await System.IO.File.WriteAllTextAsync(File, _text);
            return Encode(entry);
        }

        private List<EncodedChunk> Encode(CatalogFile entry)
        {
            using var source = new ChunkSource(new LogSource(File), entry, new ReadingOptions(), _options.HashSeed, new TextHash());
            var encoder = new ChunkEncoder(_options);
            var chunks = new List<EncodedChunk>();
            while (chunks.Count == 0 || !chunks[^1].Record.IsLast)
            {
                var chunk = encoder.Encode(source.Read(new RequestBatch(_options.ChunkRecords)), "log.csv");
                chunks.Add(chunk with { Record = chunk.Record with { EndsInLine = chunk.Record.IsLast } });
                _sent.Add(chunk.Record.Number, chunks[^1]);
            }

            return chunks;
        }

        // Those of some chunks in any order, each chunk's record behind its segments.
        private async Task<List<Delivered>> SendAsync(List<EncodedChunk> chunks, bool isKilled)
        {
            var catalog = await Chunks.DescribeAsync(grains, name);
            var waiting = new Queue<Delivered>(chunks.Select(chunk => new Delivered(grains, catalog, chunk, random)));
            var open = new List<Delivered>();
            for (var left = isKilled ? random.Next(1, 120) : int.MaxValue; left > 0 && (waiting.Count > 0 || open.Count > 0); left--)
            {
                while (open.Count < Window && waiting.TryDequeue(out var next)) open.Add(next);
                var one = open[random.Next(open.Count)];
                if (await one.StepAsync() is { } recorded)
                {
                    Assert.True(recorded);
                    open.Remove(one);
                }

                if (random.Next(15) == 0) await CheckAsync();
            }

            return open;
        }

        // What a killed client still had on its way comes late, and has no effect.
        private async Task ForgetAsync(List<Delivered> killed)
        {
            foreach (var late in killed)
            {
                bool? recorded = null;
                while (recorded is null) recorded = await late.StepAsync();
                Assert.False(recorded);
            }

            await CheckAsync();
        }

        private async Task CheckAsync()
        {
            var catalog = await Chunks.DescribeAsync(grains, name);
            var recorded = _sent.Where(chunk => catalog.Recorded.Has(0, chunk.Key)).Select(chunk => chunk.Value).ToList();
            Assert.Equal(recorded.Sum(chunk => chunk.Rows), catalog.Rows);
            Assert.Equal(recorded.Count, catalog.Files[0].Marks.Count);
            foreach (var model in catalog.Models)
                Assert.Equal(
                    recorded.Sum(chunk => chunk.Record.Models.Concat(chunk.Record.Bucketed ?? []).Where(each => each.Id == model.Id)
                        .Sum(each => each.Rows)), model.Requests);
            if (catalog.Rows > 0) Assert.Equal(catalog.Rows, await OverviewRowsAsync());
            await CheckAsync(catalog, recorded.Sum(chunk => chunk.Record.Partitions.Sum(share => share.Rows)));

            // Who still has a version of before is answered about that one.
            if (_earlier.Count > 0)
            {
                var (before, rows) = _earlier[random.Next(_earlier.Count)];
                await CheckAsync(before, rows);
            }

            _earlier.Add((catalog, recorded.Sum(chunk => chunk.Record.Partitions.Sum(share => share.Rows))));
        }

        private async Task CheckAsync(DatasetCatalog catalog, long rowsWithUser)
        {
            var profiles = await Task.WhenAll(
                catalog.Models.Select(
                model => grains.GetGrain<IModelGrain>(GrainKeys.Model(catalog.RowsKey, model.Id)).DescribeAsync(catalog.ViewOf(model))));
            Assert.Equal(catalog.Models.Select(model => model.Requests), profiles.Select(profile => profile.Requests));
            var users = (await Task.WhenAll(Enumerable.Range(0, _options.Partitions).Select(number => grains
                .GetGrain<IUserPartitionGrain>(GrainKeys.Partition(catalog.RowsKey, number))
                .AskAsync(new UserCounts.TopQuestion(1_000), catalog.ViewOf(number)))))
                    .SelectMany(answer => ((UserCounts.TopAnswer)answer).Top).ToList();
            Assert.Equal(rowsWithUser, users.Sum(user => user.Requests));
            // A recorded chunk brings the ids of its users.
            Assert.All(users, user => Assert.StartsWith("user-", user.User, StringComparison.Ordinal));
        }

        private async Task<long> OverviewRowsAsync()
        {
            var result = await grains.GetGrain<IAnalysisGrain>(GrainKeys.Analysis(name, "overview")).RunAsync(new AnalysisOptions());
            using var summary = JsonDocument.Parse(result.Summary);
            return summary.RootElement.GetProperty("rows").GetInt64();
        }
    }

    /// <summary>A chunk on its way: its segments in any order, then its record.</summary>
    private sealed class Delivered(IGrainFactory grains, DatasetCatalog catalog, EncodedChunk chunk, Random random)
    {
        private readonly Queue<(ISegmentGrain Grain, SegmentMessage Segment)> _segments = new(Shuffled(
            random,
            [
                .. chunk.Models.Select(each => (GrainOf(grains, catalog, each.Place), each.Segment)),
                .. chunk.Buckets.Select(
                    each => ((ISegmentGrain)grains.GetGrain<IModelBucketGrain>(
                    GrainKeys.ModelBucket(catalog.RowsKey, each.Bucket)), each.Segment)),
                .. chunk.Partitions.Select(
                    each => ((ISegmentGrain)grains.GetGrain<IUserPartitionGrain>(
                    GrainKeys.Partition(catalog.RowsKey, each.Partition)), each.Segment)),
            ]));

        private bool _isAnnounced;

        /// <summary>Does the next thing; whether the chunk is recorded, once that is known.</summary>
        public async Task<bool?> StepAsync()
        {
            var dataset = grains.GetGrain<IDatasetGrain>(GrainKeys.Dataset(catalog.Name));
            if (!_isAnnounced) await dataset.AnnounceModelsAsync(catalog.Life, [.. chunk.Models.Select(each => each.Place).Distinct()]);
            _isAnnounced = true;
            if (!_segments.TryDequeue(out var next)) return await dataset.RecordAsync(catalog.Life, chunk.Record);
            await next.Grain.AppendAsync(next.Segment);
            return null;
        }

        private static ISegmentGrain GrainOf(IGrainFactory grains, DatasetCatalog catalog, ModelPlace place) => place.Part is { } part
            ? grains.GetGrain<IModelPartGrain>(GrainKeys.ModelPart(catalog.RowsKey, place.Model, part))
            : grains.GetGrain<IModelGrain>(GrainKeys.Model(catalog.RowsKey, place.Model));

        private static T[] Shuffled<T>(Random random, T[] values)
        {
            random.Shuffle(values);
            return values;
        }
    }
}
