using System.Globalization;
using System.Numerics;

namespace LlmWorkload.Reading;

/// <summary>
/// Counts what tells whether the rows of a chunk look as they are meant. It works on whole columns, and the counts of chunks add up. Not
/// safe for use by two threads at once; its arrays are kept from chunk to chunk.
/// </summary>
internal sealed class RowSigns
{
    /// <summary>Rows that were counted.</summary>
    public const string Rows = "rows";

    /// <summary>Rows whose start is a number of a unit that somebody says.</summary>
    public const string ToldUnits = "told_units";

    /// <summary>Rows with fewer input tokens than cached ones.</summary>
    public const string InputBelowCached = "input_below_cached";

    /// <summary>Rows that have a ttft and a duration.</summary>
    public const string TtftAndDuration = "ttft_and_duration";

    /// <summary>Rows whose first token comes after their end.</summary>
    public const string TtftAboveDuration = "ttft_above_duration";

    /// <summary>
    /// Neighbours of one user that are parallel where stamps are starts, and one after the other where stamps are completions.
    /// </summary>
    public const string LikeCompletions = "like_completions";

    /// <summary>Neighbours of one user that are parallel only where stamps are completions.</summary>
    public const string LikeStarts = "like_starts";

    /// <summary>Rows that failed.</summary>
    public const string FailedRows = "failed";

    /// <summary>Rows that did not fail by their status, though it looks so; and with <see cref="TextOf"/>, such a status.</summary>
    public const string StatusLikeFailure = "status_like_failure";

    /// <summary>
    /// Rows that did not fail by their status, beside which another text says that they did; and with <see cref="TextOf"/>, the text.
    /// </summary>
    public const string SuccessWithError = "success_with_error";

    /// <summary>No ttft or duration of a request is shorter by far: 10 µs, in ticks.</summary>
    public const long Shortest = 100;

    /// <summary>Few requests take longer: an hour, in ticks.</summary>
    public const long Longest = TimeSpan.TicksPerHour;

    // Each power of two has 2³ buckets: the middle of one is at most 6 % off.
    private const int BucketBits = 3;
    private const int Buckets = 64 << BucketBits;

    private static readonly RequestField[] MayMiss =
    [
        RequestFields.User, RequestFields.Function, RequestFields.InputTokens, RequestFields.OutputTokens, RequestFields.Ttft,
        RequestFields.Duration,
    ];

    private static readonly RequestField[] Times = [RequestFields.Ttft, RequestFields.Duration];

    // What every start of a chunk is a whole number of, from the finest on: seconds, minutes, hours, days.
    private static readonly long[] Steps =
        [TimeSpan.TicksPerSecond, TimeSpan.TicksPerMinute, TimeSpan.TicksPerHour, TimeSpan.TicksPerDay];

    private readonly long[] _buckets = new long[Buckets];
    private int[] _lastOfUser = [];

    /// <summary>The fields of which it is counted how many rows lack them.</summary>
    public static IReadOnlyList<RequestField> Counted => MayMiss;

    /// <summary>The fields of which the median is judged.</summary>
    public static IReadOnlyList<RequestField> Judged => Times;

    /// <summary>The name under which rows are counted that lack a field.</summary>
    public static string MissingOf(RequestField field) => $"missing {field.Name}";

    /// <summary>How many rows have a field that is counted.</summary>
    public static long PresentIn(IReadOnlyDictionary<string, long> signs, RequestField field) =>
        signs.GetValueOrDefault(Rows) - signs.GetValueOrDefault(MissingOf(field));

    /// <summary>The name under which a text is counted. Of each batch, a few texts are.</summary>
    public static string TextOf(string name, string text) => $"{name} {EndingWords.Shown(text)}";

    /// <summary>The texts that are counted under a name, the most frequent first.</summary>
    public static IReadOnlyList<(string Text, long Count)> TextsOf(IEnumerable<KeyValuePair<string, long>> signs, string name) =>
    [
        .. signs.Where(each => each.Key.Length > name.Length && each.Key[name.Length] == ' '
                && each.Key.StartsWith(name, StringComparison.Ordinal))
            .GroupBy(each => each.Key[(name.Length + 1)..], each => each.Value)
            .Select(group => (Text: group.Key, Count: group.Sum()))
            .OrderByDescending(each => each.Count).ThenBy(each => each.Text, StringComparer.Ordinal),
    ];

    /// <summary>
    /// Whether the median of a field lies beyond <see cref="Shortest"/> or <see cref="Longest"/>, and about where.
    /// </summary>
    /// <param name="signs">The counts.</param>
    /// <param name="field">One of <see cref="Judged"/>.</param>
    /// <returns>The median in seconds; null where it lies between both, or no row has the field.</returns>
    public static double? OddMedian(IReadOnlyDictionary<string, long> signs, RequestField field)
    {
        var present = PresentIn(signs, field);
        var behind = field.Name.Length + 1;
        var beyond = signs.Where(each => IsBucketOf(each.Key, field))
            .Select(each => (Bucket: int.Parse(each.Key[behind..], CultureInfo.InvariantCulture), Count: each.Value))
            .OrderBy(each => each.Bucket).ToList();
        var shorter = beyond.Where(each => Middle(each.Bucket) < Longest).Sum(each => each.Count);
        var longer = beyond.Sum(each => each.Count) - shorter;
        if (shorter * 2 > present) return MiddleAt(beyond, present / 2);
        return longer * 2 > present ? MiddleAt(beyond, (present / 2) - (present - shorter - longer)) : null;
    }

    /// <summary>The coarsest of second, minute, hour and day that all starts are whole numbers of, in ticks; 0 for none.</summary>
    public static long StepOf(IReadOnlyDictionary<string, long> signs)
    {
        for (var level = 0; level <= Steps.Length; level++)
        {
            if (signs.ContainsKey(ClockOf(level))) return level == 0 ? 0 : Steps[level - 1];
        }

        return 0;
    }

    /// <summary>Counts of a batch; none for a batch without rows. A count of 0 is absent.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="users">How many users are known.</param>
    public IReadOnlyDictionary<string, long> Of(RequestBatch batch, int users)
    {
        var signs = new Dictionary<string, long>();
        if (batch.Rows == 0) return signs;
        signs[Rows] = batch.Rows;
        foreach (var field in MayMiss) Add(signs, MissingOf(field), Missed(batch, field));
        foreach (var field in Times) AddBeyond(signs, batch, field);
        foreach (var (name, count) in batch.Signs) signs[name] = count;
        Add(signs, FailedRows, CountFailed(batch));
        Add(signs, ToldUnits, Math.Min(batch.ToldUnits, batch.Rows));
        Add(signs, InputBelowCached, BelowCached(batch));
        AddTtft(signs, batch);
        Add(signs, ClockOf(LevelOf(batch.Started.AsSpan(0, batch.Rows))), 1);
        AddOrder(signs, batch, users);
        return signs;
    }

    private static string ClockOf(int level) => $"clock {level}";

    private static bool IsBucketOf(string name, RequestField field) =>
        name.Length > field.Name.Length && name[field.Name.Length] == '@' && name.StartsWith(field.Name, StringComparison.Ordinal);

    private static void Add(Dictionary<string, long> signs, string name, long count)
    {
        if (count > 0) signs[name] = count;
    }

    private static long Missed(RequestBatch batch, RequestField field)
    {
        if (field.Kind == FieldKind.Text)
        {
            var text = RequestFields.TextOf(field);
            return batch.HasText(text) ? batch.Text(text).AsSpan(0, batch.Rows).Count(-1) : batch.Rows;
        }

        var number = RequestFields.NumberOf(field);
        return batch.Has(number) ? batch.Number(number).AsSpan(0, batch.Rows).Count(Missing.Value) : batch.Rows;
    }

    private static long CountFailed(RequestBatch batch)
    {
        var number = RequestFields.NumberOf(RequestFields.Failed);
        return batch.Has(number) ? batch.Rows - batch.Number(number).AsSpan(0, batch.Rows).Count(Missing.Value) : 0;
    }

    private static int LevelOf(ReadOnlySpan<long> started)
    {
        var level = Steps.Length;
        foreach (var instant in started)
        {
            while (level > 0 && instant % Steps[level - 1] != 0) level--;
            if (level == 0) break;
        }

        return level;
    }

    private static long BelowCached(RequestBatch batch)
    {
        var (input, cached) = (RequestFields.NumberOf(RequestFields.InputTokens), RequestFields.NumberOf(RequestFields.CachedTokens));
        if (!batch.Has(input) || !batch.Has(cached)) return 0;
        var (all, some) = (batch.Number(input), batch.Number(cached));
        var count = 0L;
        for (var row = 0; row < batch.Rows; row++)
        {
            if (all[row] != Missing.Value && some[row] > all[row]) count++;
        }

        return count;
    }

    private static void AddTtft(Dictionary<string, long> signs, RequestBatch batch)
    {
        var (first, last) = (RequestFields.NumberOf(RequestFields.Ttft), RequestFields.NumberOf(RequestFields.Duration));
        if (!batch.Has(first) || !batch.Has(last)) return;
        var (ttft, duration) = (batch.Number(first), batch.Number(last));
        var (both, above) = (0L, 0L);
        for (var row = 0; row < batch.Rows; row++)
        {
            if (ttft[row] == Missing.Value || duration[row] == Missing.Value) continue;
            both++;
            if (ttft[row] > duration[row]) above++;
        }

        Add(signs, TtftAndDuration, both);
        Add(signs, TtftAboveDuration, above);
    }

    // The bits behind the first of a number are a logarithm that is exact enough.
    private static int BucketOf(long ticks)
    {
        if (ticks < 1 << BucketBits) return (int)ticks;
        var first = BitOperations.Log2((ulong)ticks);
        return ((first - BucketBits + 1) << BucketBits) + (int)(ticks >> (first - BucketBits)) - (1 << BucketBits);
    }

    // No bucket lies at both ends of what is reasonable.
    private static double Middle(int bucket)
    {
        if (bucket < 1 << BucketBits) return bucket;
        var shift = (bucket >> BucketBits) - 1;
        return ((bucket & ((1 << BucketBits) - 1)) + (1 << BucketBits) + (shift > 0 ? 0.5 : 0)) * Math.Pow(2, shift);
    }

    private static double MiddleAt(List<(int Bucket, long Count)> buckets, long place)
    {
        foreach (var (bucket, count) in buckets)
        {
            if ((place -= count) < 0) return Middle(bucket) / TimeSpan.TicksPerSecond;
        }

        return Middle(buckets[^1].Bucket) / TimeSpan.TicksPerSecond;
    }

    private void AddBeyond(Dictionary<string, long> signs, RequestBatch batch, RequestField field)
    {
        var number = RequestFields.NumberOf(field);
        if (!batch.Has(number)) return;
        var any = false;
        foreach (var ticks in batch.Number(number).AsSpan(0, batch.Rows))
        {
            if ((ulong)(ticks - Shortest) <= Longest - Shortest || ticks == Missing.Value) continue;
            _buckets[BucketOf(ticks)]++;
            any = true;
        }

        if (!any) return;
        for (var bucket = 0; bucket < Buckets; bucket++) Add(signs, $"{field.Name}@{bucket}", _buckets[bucket]);
        Array.Clear(_buckets);
    }

    /// <summary>
    /// Compares neighbours of one user that are parallel by one meaning of the stamps alone. A user who waits for an answer before the next
    /// request makes them one after the other by the meaning that is right; users who do not wait make as many of the one as of the other.
    /// </summary>
    private void AddOrder(Dictionary<string, long> signs, RequestBatch batch, int users)
    {
        var number = RequestFields.NumberOf(RequestFields.Duration);
        if (!batch.Has(number)) return;
        var (started, durations, text) = (batch.Started, batch.Number(number), RequestFields.TextOf(RequestFields.User));
        var userOf = batch.HasText(text) ? batch.Text(text) : null;
        var count = userOf is null ? 1 : users;
        if (_lastOfUser.Length < count) _lastOfUser = new int[Math.Max(count, _lastOfUser.Length * 2)];
        _lastOfUser.AsSpan(0, count).Fill(-1);
        var (likeStarts, likeCompletions) = (0L, 0L);
        for (var row = 0; row < batch.Rows; row++)
        {
            var user = userOf is null ? 0 : userOf[row];
            if (user < 0 || durations[row] == Missing.Value) continue;
            var before = _lastOfUser[user];
            _lastOfUser[user] = row;
            if (before < 0 || started[row] - started[before] is not (>= 0 and var gap)) continue;
            var (ifStarts, ifCompletions) = (gap < durations[before], gap < durations[row]);
            if (ifStarts && !ifCompletions) likeCompletions++;
            else if (ifCompletions && !ifStarts) likeStarts++;
        }

        Add(signs, LikeStarts, likeStarts);
        Add(signs, LikeCompletions, likeCompletions);
    }
}
