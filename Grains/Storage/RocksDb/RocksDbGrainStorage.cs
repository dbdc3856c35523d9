using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace LlmWorkload.Storage;

/// <summary>
/// Grain storage in a folder of this machine, over RocksDB: for one silo, with nothing to install. ETags are checked, so of two writers one
/// wins. RocksDB's calls block: a write waits for the log, and for a compaction that lags behind. So they run on the thread pool and not in
/// the grain's turn, and only a few writes run at once. A stalled disk can hold those threads, never the silo's. States are serialized in
/// the grain's turn, before anything else can change them.
/// </summary>
internal sealed partial class RocksDbGrainStorage : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private const int WritesAtOnce = 4;

    private readonly string _name;
    private readonly RocksDbStorageOptions _options;
    private readonly Serializer _serializer;
    private readonly IActivatorProvider _activators;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _writes = new(WritesAtOnce);
    private StateDatabase? _database;

    /// <summary>Creates the storage; its folder is opened when the silo starts.</summary>
    /// <param name="name">The provider's name.</param>
    /// <param name="options">The folder and the durability.</param>
    /// <param name="serializer">Orleans' binary serializer, which writes the payloads.</param>
    /// <param name="activators">Make the initial state of a record that does not exist.</param>
    /// <param name="logger">Told when the folder is opened and closed.</param>
    public RocksDbGrainStorage(
        string name,
        RocksDbStorageOptions options,
        Serializer serializer,
        IActivatorProvider activators,
        ILogger<RocksDbGrainStorage> logger)
    {
        _name = name;
        _options = options;
        _serializer = serializer;
        _activators = activators;
        _logger = logger;
    }

    private StateDatabase Database
        => _database ?? throw new InvalidOperationException(
            $"The grain storage '{_name}' is not open: its silo has not started or has stopped.");

    /// <inheritdoc />
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var opened = Database;
        var key = RecordKey.Of(grainId, stateName);

        // In a grain's turn, not on its thread; a kernel waits for its rows anyway.
        var (version, state) = TaskScheduler.Current == TaskScheduler.Default ? Read() : await Task.Run(Read);
        if (version == StateDatabase.Absent)
        {
            Reset(grainState);
            return;
        }

        grainState.State = state!;
        grainState.ETag = ETagOf(version);
        grainState.RecordExists = true;

        (ulong Version, T? State) Read() => opened.Read(key, payload => _serializer.Deserialize<T>(payload));
    }

    /// <inheritdoc />
    /// <exception cref="InconsistentStateException">The record is not the one last read, or it exists although none was read.</exception>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var opened = Database;
        var key = RecordKey.Of(grainId, stateName);
        var expected = VersionOf(grainState.ETag, stateName, grainId);
        using var payload = RecordPayload.Of(_serializer, grainState.State);
        var (done, version) = await Change(() => opened.Write(key, expected, payload.Pieces));
        if (!done) throw Conflict("written", stateName, grainId, version, grainState.ETag);

        grainState.ETag = ETagOf(version);
        grainState.RecordExists = true;
    }

    /// <inheritdoc />
    /// <exception cref="InconsistentStateException">The record is not the one last read, or it exists although none was read.</exception>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var opened = Database;
        var key = RecordKey.Of(grainId, stateName);
        var expected = VersionOf(grainState.ETag, stateName, grainId);
        var (done, version) = await Change(() => opened.Clear(key, expected));
        if (!done) throw Conflict("cleared", stateName, grainId, version, grainState.ETag);

        Reset(grainState);
    }

    /// <inheritdoc />
    public void Participate(ISiloLifecycle observer)
    {
        // The first stage to start is the last to stop. So grains that write while they deactivate find the storage open.
        observer.Subscribe(
            $"{nameof(RocksDbGrainStorage)}-{_name}",
            ServiceLifecycleStage.RuntimeInitialize,
            _ => Task.Run(Open, CancellationToken.None),
            _ => Task.Run(Dispose, CancellationToken.None));
    }

    /// <summary>Opens the folder. Called by the silo's start.</summary>
    /// <exception cref="WorkloadException">The folder is in use, damaged, not ours or not usable.</exception>
    internal void Open()
    {
        var clock = Stopwatch.StartNew();
        _database = StateDatabase.Open(_options);
        RunningSilo.Withdraw(_options.Path);
        LogOpened(_name, _options.Path, clock.ElapsedMilliseconds);
    }

    /// <summary>
    /// Waits for calls in progress and closes the folder. The folder can then be opened again. Called by the silo's stop.
    /// </summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _database, null) is not { } opened) return;
        opened.Dispose();
        LogClosed(_name, _options.Path);
    }

    private async Task<(bool Done, ulong Version)> Change(Func<(bool Done, ulong Version)> change)
    {
        await _writes.WaitAsync();
        try
        {
            return await Task.Run(change);
        }
        finally
        {
            _writes.Release();
        }
    }

    private void Reset<T>(IGrainState<T> grainState)
    {
        // An array or a string cannot be made without a length or a content.
        grainState.State = typeof(T).IsArray || typeof(T) == typeof(string) ? default! : _activators.GetActivator<T>().Create();
        grainState.ETag = null;
        grainState.RecordExists = false;
    }

    private static string? ETagOf(ulong version)
        => version == StateDatabase.Absent ? null : version.ToString(CultureInfo.InvariantCulture);

    private ulong VersionOf(string? etag, string stateName, GrainId grainId)
    {
        if (etag is null) return StateDatabase.Absent;
        if (ulong.TryParse(etag, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version != StateDatabase.Absent)
            return version;
        throw new InconsistentStateException(
            $"The ETag '{etag}' of record '{stateName}' of grain {grainId} is not one of grain storage '{_name}'.");
    }

    private InconsistentStateException Conflict(string verb, string stateName, GrainId grainId, ulong stored, string? etag)
        => new(
            $"Record '{stateName}' of grain {grainId} in grain storage '{_name}' was not {verb}: "
            + $"it has ETag {ETagOf(stored) ?? "none"}, the grain holds {etag ?? "none"}.",
            ETagOf(stored),
            etag);

    [LoggerMessage(EventId = 300, Level = LogLevel.Information,
        Message = "Grain storage {Name} opened the state folder {Path} in {Milliseconds} ms")]
    private partial void LogOpened(string name, string path, long milliseconds);

    [LoggerMessage(EventId = 301, Level = LogLevel.Information, Message = "Grain storage {Name} closed the state folder {Path}")]
    private partial void LogClosed(string name, string path);
}
