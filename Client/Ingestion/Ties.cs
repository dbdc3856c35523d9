using System.Runtime.InteropServices;
using LlmWorkload.Segments;

namespace LlmWorkload.Ingestion;

/// <summary>
/// Finds the rows of a chunk that started at the same instant as a row of another model, and numbers them in input order: the rows of a
/// chunk part by model, and their order would be lost. Kept and used again for chunk after chunk.
/// </summary>
internal sealed class Ties
{
    private const int Several = -2;

    private readonly Dictionary<long, (int Model, int Rows)> _instants = [];
    private long[] _places = [];

    /// <summary>The place of each row among those of its instant, from 0; missing where the instant has rows of one model alone.</summary>
    public long[] Places => _places;

    /// <summary>Looks at the rows of a chunk.</summary>
    /// <param name="started">Their starts, in input order.</param>
    /// <param name="models">Their models.</param>
    /// <returns>Whether there are such rows; else there are no places.</returns>
    public bool Find(ReadOnlySpan<long> started, ReadOnlySpan<int> models)
    {
        if (_places.Length < started.Length) _places = new long[started.Length];
        return IsAscending(started) ? FindRuns(started, models) : FindAnywhere(started, models);
    }

    private static bool IsAscending(ReadOnlySpan<long> started)
    {
        for (var row = 1; row < started.Length; row++)
        {
            if (started[row] < started[row - 1]) return false;
        }

        return true;
    }

    private bool FindRuns(ReadOnlySpan<long> started, ReadOnlySpan<int> models)
    {
        var found = false;
        var places = _places.AsSpan(0, started.Length);
        places.Fill(Missing.Value);
        for (var (from, end) = (0, 0); from < started.Length; from = end)
        {
            for (end = from + 1; end < started.Length && started[end] == started[from];) end++;
            if (end == from + 1 || !models[from..end].ContainsAnyExcept(models[from])) continue;
            found = true;
            for (var row = from; row < end; row++) places[row] = row - from;
        }

        return found;
    }

    private bool FindAnywhere(ReadOnlySpan<long> started, ReadOnlySpan<int> models)
    {
        var found = false;
        _instants.Clear();
        for (var row = 0; row < started.Length; row++)
        {
            ref var instant = ref CollectionsMarshal.GetValueRefOrAddDefault(
                _instants, started[row], out var isThere);
            if (!isThere) instant.Model = models[row];
            if (instant.Model != models[row]) instant.Model = Several;
            found |= instant.Model == Several;
        }

        if (!found) return false;
        for (var row = 0; row < started.Length; row++)
        {
            ref var instant = ref CollectionsMarshal.GetValueRefOrAddDefault(
                _instants, started[row], out _);
            _places[row] = instant.Model == Several ? instant.Rows++ : Missing.Value;
        }

        return true;
    }
}
