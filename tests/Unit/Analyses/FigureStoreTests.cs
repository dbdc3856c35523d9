using LlmWorkload.Analyses;
using LlmWorkload.Figures;
using Orleans.Runtime;
using Orleans.Storage;

namespace LlmWorkload.Tests.Analyses;

public sealed class FigureStoreTests
{
    private static readonly GrainId Owner = GrainId.Create("analysis", "a:d/tokens");
    private static readonly AnalysisOptions Options = new();

    private static readonly byte[] Page = new byte[FigureStore.PageBytes];

    private readonly RememberingStorage _storage = new();

    [Fact]
    public async Task A_table_of_one_page_comes_with_its_figure_and_is_kept()
    {
        var store = new FigureStore(_storage);
        var drawn = await KeepAsync(store, "f", [[1, 2, 3]]);
        Assert.Equal([1, 2, 3], drawn.Table);
        Assert.Equal(3, drawn.TableBytes);

        var record = await new FigureStore(_storage).ReadAsync(Owner, "f", FigureFormat.Png);
        Assert.Equal(Key("f"), record.State!.Key);
        Assert.Same(drawn, record.State.Figure);
        Assert.Null(store.Page("f", Options, 1, 0));
    }

    [Fact]
    public async Task A_longer_table_is_read_page_by_page_and_then_forgotten()
    {
        var store = new FigureStore(_storage);
        byte[][] pages = [new byte[FigureStore.PageBytes], [5, 6, 7]];
        var drawn = await KeepAsync(store, "f", pages);
        Assert.Null(drawn.Table);
        Assert.Equal(FigureStore.PageBytes + 3, drawn.TableBytes);
        Assert.Same(pages[0], store.Page("f", Options, 1, 0));
        Assert.Equal([6, 7], store.Page("f", Options, 1, FigureStore.PageBytes + 1));
        Assert.Null(store.Page("f", Options, 1, 0));
    }

    [Fact]
    public async Task The_hash_of_a_table_does_not_depend_on_its_pages()
    {
        var store = new FigureStore(_storage);
        Assert.Equal((await KeepAsync(store, "one", [[1, 2, 3]])).TableHash, (await KeepAsync(store, "two", [[1], [2, 3]])).TableHash);
    }

    [Fact]
    public async Task Tables_that_nobody_reads_make_room_and_those_being_read_stay()
    {
        var store = new FigureStore(_storage);
        for (var figure = 0; figure < 500; figure++)
        {
            await KeepAsync(store, $"f{figure}", [Page, [1]]);
            Assert.NotNull(store.Page("f0", Options, 1, 0));
        }

        Assert.Null(store.Page("f1", Options, 1, 0));
        Assert.NotNull(store.Page("f499", Options, 1, 0));
    }

    private static FigureKey Key(string path) => new(path, FigureFormat.Png, Options, 1, 1);

    private static async Task<DrawnFigure> KeepAsync(FigureStore store, string path, byte[][] table) =>
        await store.KeepAsync(Owner, await store.ReadAsync(Owner, path, FigureFormat.Png), Key(path), new FigurePicture([9], null), "f", table);

    /// <summary>Keeps states as they are.</summary>
    private sealed class RememberingStorage : IGrainStorage
    {
        private readonly Dictionary<string, object> _states = [];

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            if (_states.TryGetValue(stateName, out var state)) (grainState.State, grainState.RecordExists) = ((T)state, true);
            return Task.CompletedTask;
        }

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            _states[stateName] = grainState.State!;
            return Task.CompletedTask;
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            _states.Remove(stateName);
            return Task.CompletedTask;
        }
    }
}
