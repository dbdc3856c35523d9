using System.Buffers;
using System.Text.Json;
using LlmWorkload.Ingestion;
using LlmWorkload.Output;

namespace LlmWorkload.Web;

/// <summary>An ingestion that HTTP has asked for.</summary>
/// <param name="id">Its id.</param>
/// <param name="dataset">The dataset that it brings files into.</param>
/// <param name="folder">What its files lie in, which nobody is told; empty where all of a path may be told.</param>
/// <param name="places">What else nobody is told.</param>
/// <param name="time">The clock.</param>
internal sealed class Job(string id, string dataset, string folder, HiddenPlaces places, TimeProvider time)
    : IProgress<IngestProgress>, IProgress<FollowProgress>
{
    private static readonly JsonWriterOptions OneLine = new() { Indented = false };

    // One that follows has no end of things to tell.
    private const int MostNotes = 100;

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _notes = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private JobState _state = JobState.Waiting;
    private IngestProgress _progress;
    private FollowProgress? _followed;
    private long _started;
    private TimeSpan _took;
    private string? _failure;
    private IngestResult? _result;

    /// <summary>Its id.</summary>
    public string Id => id;

    /// <summary>Cancelled when it is to stop at a chunk's border.</summary>
    public CancellationToken Stopped => _stop.Token;

    /// <summary>Whether it has ended, one way or another.</summary>
    public bool HasEnded
    {
        get
        {
            lock (_lock) return _state > JobState.Running;
        }
    }

    /// <summary>Asks it to stop at a chunk's border. What is stored stays.</summary>
    public void Stop() => _stop.Cancel();

    /// <summary>It begins.</summary>
    public void Begin() => Change(() => (_state, _started) = (JobState.Running, time.GetTimestamp()));

    /// <inheritdoc/>
    public void Report(IngestProgress value) => Change(() =>
    {
        if (value.Rows >= _progress.Rows) _progress = value;
    });

    /// <inheritdoc/>
    public void Report(FollowProgress value)
    {
        // It looks often, and seldom sees something that must be told at once.
        lock (_lock)
        {
            var last = _followed;
            _followed = value;
            if (last?.Commits == value.Commits && last?.BehindBytes == value.BehindBytes) return;
        }

        Change(static () => { });
    }

    /// <summary>How far the following is; null for a job that does not follow, or no more.</summary>
    public FollowProgress? Followed
    {
        get
        {
            lock (_lock) return _state == JobState.Running ? _followed : null;
        }
    }

    /// <summary>Something that is to be known of it: the last things are kept.</summary>
    public void Note(string words) => Change(() =>
    {
        var told = Told(words);
        if (_notes.Count > 0 && _notes[^1] == told) return;
        if (_notes.Count == MostNotes) _notes.RemoveAt(0);
        _notes.Add(told);
    });

    /// <summary>It has ended.</summary>
    /// <param name="state">How.</param>
    /// <param name="failure">Why, where it failed.</param>
    /// <param name="result">What it came to, where it is done.</param>
    public void End(JobState state, string? failure = null, IngestResult? result = null) => Change(() =>
    {
        if (_started != 0) _took = time.GetElapsedTime(_started);
        (_state, _failure, _result) = (state, failure is null ? null : Told(failure), result);
    });

    /// <summary>Completes when something of it changes after this call.</summary>
    public Task ChangedAsync()
    {
        lock (_lock) return _changed.Task;
    }

    /// <summary>The job as a JSON document.</summary>
    public byte[] Json() => JsonText.Object(Write);

    /// <summary>The job as JSON in one line.</summary>
    public byte[] Line()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, OneLine))
        {
            json.WriteStartObject();
            Write(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private string Told(string words) => places.Hide(
        folder.Length == 0 ? words : words.Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal));

    private void Change(Action change)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            change();
            (changed, _changed) = (_changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        changed.SetResult();
    }

    /// <summary>Writes the job's members.</summary>
    public void Write(Utf8JsonWriter json)
    {
        lock (_lock)
        {
            var seconds = (_state == JobState.Running ? time.GetElapsedTime(_started) : _took).TotalSeconds;
            var share = _progress.TotalBytes > 0 ? (double)_progress.Bytes / _progress.TotalBytes : 0;
            json.WriteString("id", id);
            json.WriteString("dataset", dataset);
            json.WriteString("state", _state.ToString().ToLowerInvariant());
            var rows = _followed?.Rows ?? _progress.Rows;
            json.WriteNumber("rows", _result?.AddedRows ?? rows);
            json.WriteNumber("bytes", _followed?.Bytes ?? _progress.Bytes);
            json.WriteNumber("total_bytes", _followed?.TotalBytes ?? _progress.TotalBytes);
            json.Number("seconds", seconds);
            json.Number("rows_per_second", seconds > 0 ? rows / seconds : null);
            json.Number("seconds_left", _state == JobState.Running && share is > 0 and <= 1 ? seconds * (1 - share) / share : null);
            if (_followed is { } followed)
            {
                json.WriteNumber("behind_bytes", followed.BehindBytes);
                json.Number("seconds_since_last", followed.SinceLast?.TotalSeconds);
                json.WriteNumber("commits", followed.Commits);
            }

            json.List("notes", _notes);
            if (_result is not null)
            {
                json.List("skipped_files", _result.SkippedFiles);
                json.WriteNumber("rejected", _result.Files.Sum(file => file.Rejected.Values.Sum()));
                json.WriteString("rejected_reasons", CatalogJson.Reasons(_result.Files));
            }

            if (_failure is not null) json.WriteString("error", _failure);
        }
    }
}
